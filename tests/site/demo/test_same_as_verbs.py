"""The history that is written in bulk is the one that the verbs would have made, row by row."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import count

import pytest
import time_machine

from frontdoor.site.demo.bodies import BODIES
from frontdoor.site.demo.cast import bring_in
from frontdoor.site.demo.chapter import ARRIVAL
from frontdoor.site.demo.fill import Writer, write
from frontdoor.site.demo.history import History, imagine
from frontdoor.site.demo.hours import instant
from frontdoor.site.demo.insert import count_on
from frontdoor.site.demo.story import Story
from frontdoor.tickets import verbs
from frontdoor.tickets.models import (
    Entry,
    Message,
    Participant,
    SearchDocument,
    Ticket,
    TicketLink,
    TimeSpent,
)
from frontdoor.tickets.verbs import VERBS, Arrival

UNTIL = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
TICKETS = 40
EVERY = BODIES.keys() | {"open", "take", "hand_over", "start", "hold", "resolve", "close"}
TABLES = (Ticket, Message, Entry, Participant, SearchDocument, TicketLink, TimeSpent)
OWN = {"id", "salt", "commitment", "hash", "head"}
NUMBERS = {"ticket_id", "origin_id", "other_id", "merged_into_id"}


@pytest.fixture
def history():
    """That of the first seed whose few tickets hold every verb that the stories know."""
    return next(told for told in map(of_seed, count()) if done_in(told) >= EVERY)


def of_seed(seed: int) -> History:
    return imagine(TICKETS, seed, UNTIL)


def lives(history: History) -> list[Story]:
    return history.stories(next(history.chapters()))


def done_in(history: History) -> set[str]:
    until = history.rhythm.until
    return {step.verb for story in lives(history) for step in story.steps if step.at < until}


def by_hand(chapter: list[Story], cast, until: int) -> None:
    """The same stories by the verbs themselves, each at its time."""
    steps = [(s.at, story.number, n, s) for story in chapter for n, s in enumerate(story.steps)]
    tickets: dict[int, Ticket] = {}
    for at, number, _, step in sorted(steps, key=lambda one: one[:3]):
        if at < until:
            with time_machine.travel(instant(at), tick=False):
                _do(number, step, cast, tickets)


def _do(number, step, cast, tickets):
    by, how = cast.actor(step.by), cast.arguments(step.how)
    if step.verb == "open":
        arrival = Arrival(**{name: how[name] for name in ARRIVAL & how.keys()})
        words = {name: how[name] for name in ("subject", "body", "requester")}
        tickets[number] = verbs.open(**words, by=by, arrival=arrival)
        return
    for name in ("into", "other"):
        if name in how:
            how[name] = tickets[how[name]]
    VERBS[step.verb](tickets[number], by=by, **how)


def rows(model, first: int) -> list[dict]:
    """From the given ticket on, with numbers of tickets and messages counted from the first of them."""
    base = Message.objects.filter(origin_id__gte=first).order_by("pk").first().pk
    key = "pk" if model is Ticket else "ticket_id"
    found = model.objects.filter(**{f"{key}__gte": first}).order_by("pk")
    return [_neutral(row, first, base) for row in found.values()]


def _neutral(row: dict, first: int, base: int) -> dict:
    plain = {name: value for name, value in row.items() if name not in OWN}
    for name in NUMBERS & plain.keys():
        plain[name] = plain[name] and plain[name] - first
    if plain.get("upto"):
        plain["upto"] -= base
    data = dict(plain.get("data") or {})
    for name, start in (("message", base), ("into", first), ("other", first)):
        if name in data:
            data[name] -= start
    return plain | ({"data": data} if "data" in plain else {})


def test_bulk_leaves_the_rows_that_the_verbs_leave(history, db):
    cast = bring_in(history.company, history.rhythm)
    write(Writer(history, cast)(next(history.chapters())))
    count_on(*TABLES)
    bulk = {model: rows(model, 1) for model in TABLES}
    first = Ticket.objects.order_by("-pk").first().pk + 1

    by_hand(lives(history), cast, history.rhythm.until)

    for model in TABLES:
        made = rows(model, first)
        assert Counter(map(str, bulk[model])) == Counter(map(str, made)), model.__name__
