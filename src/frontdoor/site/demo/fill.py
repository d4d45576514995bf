"""Fills an empty desk with a made-up company and 18 months of its history."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from frontdoor.core import db
from frontdoor.core.errors import Refused
from frontdoor.log.subscribe import PROJECTIONS, Listener
from frontdoor.site.demo.cast import Cast, bring_in
from frontdoor.site.demo.chapter import play
from frontdoor.site.demo.history import History
from frontdoor.site.demo.insert import Rows, count_on, put
from frontdoor.site.demo.mix import Arrival
from frontdoor.site.demo.spread import spread
from frontdoor.site.demo.story import CHAPTER, chapter_of
from frontdoor.tickets.listeners import index_ticket
from frontdoor.tickets.models import Entry, Message, Ticket

MESSAGES = 12 * CHAPTER
"""Keys that a chapter has for its messages: it must know them before the chapter before it is done."""


def fill(history: History, told: Callable[[int], None], *, processes: int = 1) -> None:
    """Writes it chapter by chapter, and tells after each how many tickets there are now.

    The same history makes the same rows, but for the salts and hashes of the log. Raises Refused
    where there are tickets already.
    """
    if Ticket.objects.exists():
        raise Refused("There are tickets here already. Made-up ones only go into an empty desk.")
    with transaction.atomic():
        cast = bring_in(history.company, history.rhythm)
    for written in spread(Writer(history, cast), history.chapters(), processes):
        write(written)
        told(written.last)
    with transaction.atomic():
        count_on(Ticket, Message)
    db.indexer().loaded()


@dataclass(frozen=True)
class Written:
    """The rows of the tickets from `first` to `last`, in the order in which they must be put in."""

    first: int
    last: int
    rows: list[Rows]


@dataclass(frozen=True)
class Writer:
    """Makes a chapter's rows out of its arrivals."""

    history: History
    cast: Cast

    def __call__(self, chapter: list[Arrival]) -> Written:
        first, last = chapter[0].number, chapter[-1].number
        with _unswept():
            stories = self.history.stories(chapter)
            first_message = 1 + MESSAGES * chapter_of(first)
            pages = play(stories, self.history.rhythm.until, self.cast, first_message)
            return Written(first, last, pages.rows())


@transaction.atomic
def write(written: Written) -> None:
    """Puts the rows in, and lets every projection that has no bulk form of its own hear of them."""
    put(written.rows)
    others = {kind: hearing for kind in PROJECTIONS if (hearing := _others(kind))}
    for entry in _entries(written, set(others)) if others else ():
        for listener in others[entry.kind]:
            listener(entry)


def _entries(written: Written, kinds: set[str]) -> Iterator[Entry]:
    """In the order of a replay."""
    theirs = Entry.objects.filter(
        ticket__gte=written.first, ticket__lte=written.last, kind__in=kinds
    )
    return theirs.select_related("ticket").order_by("at", "pk").iterator()


def _others(kind: str) -> list[Listener]:
    """All but those of the search document, which is written whole."""
    return [each for each in PROJECTIONS[kind] if each.__module__ != index_ticket.__module__]


@contextmanager
def _unswept() -> Iterator[None]:
    """Tens of thousands of rows are alive at once and none is garbage: looking for it costs a third."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
