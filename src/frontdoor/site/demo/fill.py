"""Fills an empty desk with a made-up company and 18 months of its history."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from frontdoor.core.errors import Refused
from frontdoor.log.subscribe import PROJECTIONS
from frontdoor.site.demo.cast import Cast, bring_in
from frontdoor.site.demo.chapter import play
from frontdoor.site.demo.company import Company, found
from frontdoor.site.demo.hours import DeskHours, Moment
from frontdoor.site.demo.insert import count_on, insert
from frontdoor.site.demo.kin import related
from frontdoor.site.demo.mix import arrivals
from frontdoor.site.demo.pages import Pages
from frontdoor.site.demo.rhythm import Rhythm
from frontdoor.site.demo.story import CHAPTER, Story
from frontdoor.site.demo.tell import tell
from frontdoor.tickets.listeners import index_ticket
from frontdoor.tickets.models import Entry, Message, Ticket

BEFORE, AFTER = timedelta(days=20), timedelta(days=900)
"""How far the desk's calendar reaches beyond the story: lives are told to their end."""


def fill(tickets: int, seed: int, until: datetime, told: Callable[[int], None]) -> Company:
    """Writes so many tickets that came before a moment; tells now and then how many are written.

    The same seed and moment make the same rows, but for the salts and hashes of the log. Raises
    Refused where there are tickets already.
    """
    if Ticket.objects.exists():
        raise Refused("There are tickets here already. Made-up ones only go into an empty desk.")
    company, rhythm = found(seed, tickets), Rhythm(until)
    with transaction.atomic():
        cast = bring_in(company, rhythm.begins, until)
    told_stories, written = stories(company, rhythm, tickets, seed), 0
    while chapter := list(islice(told_stories, CHAPTER)):
        with _unswept():
            write(chapter, cast, rhythm.until)
        written += len(chapter)
        told(written)
    with transaction.atomic():
        count_on(Ticket, Message, Entry)
    return company


@contextmanager
def _unswept() -> Iterator[None]:
    """Tens of thousands of rows are alive at once and none is garbage: looking for it costs a third."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def stories(company: Company, rhythm: Rhythm, tickets: int, seed: int) -> Iterator[Story]:
    """All lives, whole, in the order in which they begin."""
    hours = DeskHours(rhythm.first - BEFORE, rhythm.last + AFTER)
    for arrival in related(arrivals(company, rhythm, tickets, seed), company, seed):
        yield tell(arrival, company, hours, seed)


@transaction.atomic
def write(chapter: Sequence[Story], cast: Cast, until: Moment) -> None:
    """What happened before a moment in these stories, in one transaction."""
    pages = play(chapter, until, cast, _after_last(Message))
    for pk, entry in enumerate(pages.entries, _after_last(Entry)):
        entry.pk = pk
    insert(pages.tickets.values())
    insert(pages.messages)
    insert(pages.entries)
    insert(part for parts in pages.parts.values() for part in parts.values())
    insert(pages.times)
    insert(pages.links)
    insert(pages.documents)
    _tell_others(pages)


def _after_last(model: type[Message] | type[Entry]) -> int:
    last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def _tell_others(pages: Pages) -> None:
    """Projections that have no bulk form of their own hear of each entry, as on a replay."""
    for entry in pages.entries:
        for listener in PROJECTIONS.get(entry.kind, ()):
            if listener is not index_ticket:
                listener(entry)
