"""What happened to one ticket: verbs in order, with who and when. Plain values, no database.

Who is a place in Company.people, or None for the system. In `how` stand the verb's own arguments, where
`to`, `person` and `requester` are places too, `team` is a slug, `service` and `category` are names, and
`into` and `other` are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frontdoor.site.demo.hours import Moment

CHAPTER = 1_000
"""So many stories are told side by side and written together."""


def chapter_of(number: int) -> int:
    return (number - 1) // CHAPTER


@dataclass(frozen=True)
class Step:
    """At a moment, somebody does what the verb says."""

    at: Moment
    by: int | None
    verb: str
    how: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A ticket's life so far; the first step opens it."""

    number: int
    steps: tuple[Step, ...]
