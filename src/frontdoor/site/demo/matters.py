"""What goes wrong or is asked for, and the words that people find for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Curve:
    """How often a matter comes over the months; `start` and `end` are shares of the whole time."""

    shape: str = "steady"
    start: float = 0.0
    end: float = 1.0
    before: float = 1.0
    growth: float = 0.0

    def factor(self, day: date, share: float) -> float:
        """What the usual frequency is multiplied by on a day, `share` (0 to 1) of the time gone."""
        return SHAPES[self.shape](self, day, share)


def _since(curve: Curve, day: date, share: float) -> float:
    if share < curve.start:
        return curve.before
    return 1 + curve.growth * (share - curve.start) / (1 - curve.start)


def _until(curve: Curve, day: date, share: float) -> float:
    return 1 + curve.growth * (1 - share / curve.end) if share < curve.end else 0.15


def _summer(curve: Curve, day: date, share: float) -> float:
    return 1 + curve.growth * (day.month in (6, 7, 8))


def _monday(curve: Curve, day: date, share: float) -> float:
    back_from_leave = day.month in (1, 9) and day.day < 10
    return 1 + curve.growth * ((day.weekday() == 0) + back_from_leave)


def _month_end(curve: Curve, day: date, share: float) -> float:
    return 1 + curve.growth if day.day >= 27 or day.day <= 2 else 0.1


def _joiners(curve: Curve, day: date, share: float) -> float:
    return 1 + curve.growth * (day.day >= 22) * (1.6 if day.month in (8, 9, 12) else 1.0)


SHAPES = {
    "steady": lambda curve, day, share: 1.0,
    "since": _since,
    "until": _until,
    "summer": _summer,
    "monday": _monday,
    "month-end": _month_end,
    "joiners": _joiners,
}


@dataclass(frozen=True)
class Matter:
    """One sort of trouble or wish. `minutes` of work and working `hours` to its end are medians;
    the other figures are probabilities. `about` is the kind of device that it has to do with."""

    name: str
    team: str
    service: str
    category: str
    cause: str
    weight: float
    minutes: float
    hours: float
    stopped: float
    others: float
    subjects: tuple[str, ...]
    asks: tuple[str, ...]
    more: tuple[str, ...]
    query: tuple[str, ...]
    answer: tuple[str, ...]
    tried: tuple[str, ...]
    fix: tuple[str, ...]
    resolutions: tuple[str, ...]
    quick: tuple[str, ...]
    kind: str = "incident"
    curve: Curve = Curve()
    known: str = ""
    departments: tuple[str, ...] = ()
    floor: int = 0
    outage: bool = False
    machine: bool = False
    about: str = ""
    tags: tuple[str, ...] = ()
    declined: bool = False
    part: float = 0.0
    supplier: float = 0.0
    approval: float = 0.0
    planned: float = 0.0


@cache
def matters() -> tuple[Matter, ...]:
    """All of them, in an order that depends on nothing but the files."""
    files = sorted((WORDS / "matters").glob("*.toml"))
    return tuple(_matter(raw) for file in files for raw in _read(file)["matter"])


def _matter(raw: dict[str, Any]) -> Matter:
    unknown = raw.keys() - {field.name for field in fields(Matter)}
    if unknown:
        raise ValueError(f"{raw['name']}: {', '.join(unknown)} is no detail of a matter")
    facts: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    facts["curve"] = Curve(**raw.get("curve", {}))
    return Matter(**facts)


@cache
def words(name: str) -> dict[str, Any]:
    """The text file of that name."""
    return _read(WORDS / f"{name}.toml")


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
