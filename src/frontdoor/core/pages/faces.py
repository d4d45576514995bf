"""A person as a small coloured shape: two letters and one of six hues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

HUES = 6


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Capitals of the first and the last word; "?" where there is no letter."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"


def hue(pk: int | None) -> int:
    """1 to 6, always the same for the same person."""
    return (pk or 0) % HUES + 1


@dataclass(frozen=True, slots=True)
class Face:
    """What is shown of a person in a list. Agents stand under an arch, everybody else is round."""

    name: str
    initials: str
    hue: int
    agent: bool

    @property
    def first(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.name


def face(pk: int | None, name: str, *, agent: bool = False) -> Face:
    return Face(name, initials(name), hue(pk), agent)
