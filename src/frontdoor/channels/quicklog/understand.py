"""Reads a line as one of the desk wrote it: with the people, teams and categories that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import BigIntegerField, F, Q, QuerySet, TextField
from django.db.models.functions import StrIndex

from frontdoor.channels.quicklog.draft import Candidate, Draft
from frontdoor.channels.quicklog.parse import parse
from frontdoor.channels.quicklog.words import split
from frontdoor.core.prepared import Given, prepared
from frontdoor.people.actors import Actor
from frontdoor.people.called import begun
from frontdoor.people.directory import NOT_KNOWN, teams
from frontdoor.people.models import Address, Person
from frontdoor.tickets.models import Category, Ticket
from frontdoor.tickets.queries import ME

LONGEST_LINE = 2_000
RECENT, LOOKED_UP, NAMED = 40, 100, 10


def understand(line: str, *, by: Actor, now: datetime) -> Draft:
    """What the line says, of which 2,000 characters are read; its times are in the writer's zone."""
    line = line[:LONGEST_LINE]
    return parse(
        line,
        candidates(line, by=by),
        now.astimezone(_zone(by)),
        categories=_by_name(),
        teams=[team.name for team in teams(by.hidden_team_ids)],
    )


def candidates(line: str, *, by: Actor) -> list[Candidate]:
    """The writer's recent people, and whom the words after each `for` may mean."""
    known = recent(by=by, limit=RECENT)
    starts = [start for start in map(begun, _starts(line)) if start][:NAMED]
    if not starts:
        return known
    given = {f"start{place}": start for place, start in enumerate(starts)}
    given |= {f"address{place}": start.strip() for place, start in enumerate(starts)}
    meant = [
        pk for pk in _meant(len(starts), **given) if pk not in {one.person_id for one in known}
    ]
    return [*known, *_candidates(meant[:LOOKED_UP])]


def recent(*, by: Actor, limit: int = 5) -> list[Candidate]:
    """Whom the writer helped last, the latest first."""
    rows = [*_written(me=by.me), *_worked(me=by.me)]
    helped = list(dict.fromkeys(requester for _, requester in sorted(rows, reverse=True)))
    found = _candidates(helped[:limit])
    return [replace(one, recent=rank) for rank, one in enumerate(found)]


def _candidates(keys: Sequence[int]) -> list[Candidate]:
    """In the order of the keys; whoever is no longer active is left out."""
    if not keys:
        return []
    given = {f"key{place}": key for place, key in enumerate(keys)}
    people: dict[int, list[Any]] = {}
    for row in _told(len(keys), **given):
        people.setdefault(row[0], []).append(row)
    return [_candidate(people[key]) for key in keys if key in people]


def _candidate(rows: Sequence[Any]) -> Candidate:
    """From one row for each address."""
    pk, name, department, place, _ = rows[0]
    return Candidate(
        name=name,
        addresses=tuple(row[-1] for row in rows if row[-1]),
        person_id=pk,
        about=", ".join(filter(None, [department, place])),
    )


@prepared
def _told(many: int) -> QuerySet[Person, Any]:
    keys: list[Any] = [Given(f"key{place}", BigIntegerField()) for place in range(many)]
    known = Person.objects.filter(pk__in=keys, active=True).exclude(name=NOT_KNOWN)
    told = known.order_by("pk", F("addresses__primary").desc(nulls_last=True), "addresses__pk")
    return told.values_list("pk", "name", "department", "place", "addresses__email")


@prepared
def _meant(starts: int) -> QuerySet[Person, int]:
    """Some part of the name begins so, whatever marks its letters bear; or an address does."""
    known = Person.objects.filter(active=True).exclude(name=NOT_KNOWN)
    meant = Q()
    for place in range(starts):
        known = known.alias(
            **{f"at{place}": StrIndex("called", Given(f"start{place}", TextField()))}
        )
        addressed = Address.objects.filter(email__startswith=Given(f"address{place}", TextField()))
        meant |= Q((f"at{place}__gt", 0)) | Q(pk__in=addressed.values("person_id"))
    return (
        known.filter(meant)
        .order_by("name", "pk")
        .values_list("pk", flat=True)[: LOOKED_UP + RECENT]
    )


@prepared
def _written() -> QuerySet[Ticket, Any]:
    """The writer's newest tickets for others; not for the writer, who is nobody's favour."""
    tickets = Ticket.objects.exclude(requester_id=ME).filter(author_id=ME)
    return tickets.order_by("-id").values_list("id", "requester_id")[:RECENT]


@prepared
def _worked() -> QuerySet[Ticket, Any]:
    tickets = Ticket.objects.exclude(requester_id=ME).filter(assignee_id=ME)
    return tickets.order_by("-id").values_list("id", "requester_id")[:RECENT]


def _starts(line: str) -> list[str]:
    """The word after each `for`."""
    words = split(line)
    pairs = pairwise(words)
    found = (name.plain for word, name in pairs if word.plain == "for" and name.plain)
    return list(dict.fromkeys(found))


@prepared
def _by_name() -> QuerySet[Category, str]:
    return Category.objects.order_by("name").values_list("name", flat=True)


def _zone(by: Actor) -> ZoneInfo:
    name = _zones.first(me=by.me)
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


@prepared
def _zones() -> QuerySet[Person, str]:
    return Person.objects.filter(pk=ME).values_list("timezone", flat=True)
