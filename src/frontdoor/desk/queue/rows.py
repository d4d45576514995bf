"""What a line of the queue shows: plain values, ready for the template, no database behind them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from frontdoor.desk.words import Word
from frontdoor.tickets.search import Segment

PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Tag:
    """A small label on a row, with its reason as title."""

    icon: str
    word: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list, its shapes already drawn. `unanswered` is the age of its oldest question.

    `marks` is the subject with what was searched for, `snippet` a line of words with the same.
    """

    number: int
    href: str
    subject: str
    who: str
    where: str
    came: Markup
    status: Markup
    priority: Markup
    due: Markup
    assignee: Markup
    opened: str
    opened_words: str
    age: str
    unanswered: str
    next_up: bool
    tags: tuple[Tag, ...]
    marks: tuple[Segment, ...] = ()
    snippet: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, or one on offer; `without` is the address without it, or with it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody or some team that rows can be given to."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and everything around it."""

    name: str
    href: str
    summary: str
    order: str
    q: str
    refused: str
    rows: tuple[Row, ...]
    chips: tuple[Chip, ...]
    offers: tuple[Chip, ...]
    agents: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    priorities: tuple[Word, ...]
    newer: str
    older: str
    # Numbers that are still chosen, as text.
    picked: frozenset[str] = frozenset()
