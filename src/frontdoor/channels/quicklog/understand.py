"""Reads a line as one of the desk wrote it: with the people, teams and categories that there are."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Prefetch, Q, QuerySet

from frontdoor.channels.quicklog.draft import Candidate, Draft
from frontdoor.channels.quicklog.parse import parse
from frontdoor.channels.quicklog.words import fold, split
from frontdoor.people.actors import Actor
from frontdoor.people.directory import NOT_KNOWN
from frontdoor.people.models import Address, Person, Team
from frontdoor.tickets.models import Category, Ticket

LONGEST_LINE = 2_000
RECENT, LOOKED_UP = 40, 100

# The letters whose marks people leave off when they type a name in a hurry.
_MARKED = {
    "a": "aàáâãäåāăąạảấầẩẫậắằẳẵặ", "c": "cçćč", "d": "dďđ", "e": "eèéêëēęěẹẻẽếềểễệ", "g": "gğ",
    "i": "iìíîïīịỉĩı", "l": "lł", "n": "nñńň", "o": "oòóôõöøōőọỏốồổỗộớờởỡợơ", "r": "rř",
    "s": "sśşš", "t": "tťţ", "u": "uùúûüūůűụủũứừửữựư", "y": "yýÿỳỵỷỹ", "z": "zźżž",
}  # fmt: skip


def understand(line: str, *, by: Actor, now: datetime) -> Draft:
    """What the line says, of which 2,000 characters are read; its times are in the writer's zone."""
    line = line[:LONGEST_LINE]
    return parse(
        line,
        candidates(line, by=by),
        now.astimezone(_zone(by)),
        categories=list(Category.objects.order_by("name").values_list("name", flat=True)),
        teams=list(_teams(by).values_list("name", flat=True)),
    )


def candidates(line: str, *, by: Actor) -> list[Candidate]:
    """The writer's recent people, and whom the words after each `for` may mean."""
    known = recent(by=by, limit=RECENT)
    starts = sorted(_starts(line))
    if not starts:
        return known
    meant = _people(Q(*map(_called, starts), _connector=Q.OR))
    others = meant.exclude(pk__in=[one.person_id for one in known]).order_by("name", "pk")
    return [*known, *(_candidate(one) for one in others.distinct()[:LOOKED_UP])]


def recent(*, by: Actor, limit: int = 5) -> list[Candidate]:
    """Whom the writer helped last, the latest first."""
    ranks = {pk: rank for rank, pk in enumerate(_helped(by)[:limit])}
    found = [_candidate(one, ranks[one.pk]) for one in _people(Q(pk__in=ranks))]
    return sorted(found, key=lambda one: one.recent or 0)


def _candidate(person: Person, rank: int | None = None) -> Candidate:
    return Candidate(
        name=person.name,
        addresses=tuple(address.email for address in person.addresses.all()),
        recent=rank,
        person_id=person.pk,
        about=", ".join(filter(None, [person.department, person.place])),
    )


def _people(which: Q) -> QuerySet[Person]:
    addresses = Prefetch("addresses", Address.objects.order_by("-primary", "pk"))
    known = Person.objects.filter(which, active=True).exclude(name=NOT_KNOWN)
    return known.prefetch_related(addresses)


def _helped(by: Actor) -> list[int]:
    """Requesters of the writer's newest tickets; not the writer, who is nobody's favour."""
    tickets = Ticket.objects.exclude(requester_id=by.me).order_by("-id")
    rows = [
        *tickets.filter(author_id=by.me).values_list("id", "requester_id")[:RECENT],
        *tickets.filter(assignee_id=by.me).values_list("id", "requester_id")[:RECENT],
    ]
    return list(dict.fromkeys(requester for _, requester in sorted(rows, reverse=True)))


def _starts(line: str) -> set[str]:
    """The word after each `for`, folded."""
    words = split(line)
    pairs = pairwise(words)
    return {fold(name.plain) for word, name in pairs if word.plain == "for" and name.plain}


def _called(start: str) -> Q:
    """Some part of the name begins so, whatever marks its letters bear; or an address does."""
    letters = "['’]?".join(_letter(letter) for letter in start)
    return Q(name__iregex=f"(^|[ ('’-]){letters}") | Q(addresses__email__startswith=start)


def _letter(letter: str) -> str:
    return f"[{_MARKED[letter]}]" if letter in _MARKED else re.escape(letter)


def _teams(by: Actor) -> QuerySet[Team]:
    """A private team is named only to those who are in it."""
    return Team.objects.exclude(pk__in=by.hidden_team_ids).order_by("name")


def _zone(by: Actor) -> ZoneInfo:
    name = Person.objects.filter(pk=by.me).values_list("timezone", flat=True).first()
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
