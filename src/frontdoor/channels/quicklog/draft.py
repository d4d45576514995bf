"""What was understood of a line: plain frozen values, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "person",
    "channel",
    "minutes",
    "outcome",
    "category",
    "team",
    "priority",
    "resolution",
    "day",
    "clock",
]
Outcome = Literal["done", "open", "pass"]


@dataclass(frozen=True)
class Candidate:
    """Somebody a line may be for. `recent` ranks the writer's own recent people, 0 the latest."""

    name: str
    addresses: tuple[str, ...] = ()
    recent: int | None = None
    person_id: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Span:
    """The characters `start`..`end` (exclusive) of the line that were read as `kind`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Draft:
    """A ticket in the making. What is None was left out of the line.

    `person` is set where exactly one person fits, or the writer knows one of several; an address
    that nobody has makes a person without a name. `candidates` are all who fit, likeliest first.
    `unmatched` is the word after `for` that is nobody's name; it stays in the subject. `unsettled` is the
    name that several bear, with its `for`: it left the subject, and comes back where nobody is chosen.
    """

    subject: str = ""
    person: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    unmatched: str = ""
    unsettled: str = ""
    channel: str | None = None
    minutes: int | None = None
    outcome: Outcome = "open"
    category: str | None = None
    team: str | None = None
    priority: int | None = None
    resolution: str | None = None
    happened_at: datetime | None = None
    spans: tuple[Span, ...] = ()
