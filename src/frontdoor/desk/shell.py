"""What surrounds every page of the desk: own views, team queues, the person signed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from frontdoor.core import clock
from frontdoor.core.pages.addresses import address
from frontdoor.core.pages.faces import Face, face
from frontdoor.core.prepared import prepared
from frontdoor.desk.door import Visitor
from frontdoor.desk.lists import LISTS, List, names
from frontdoor.desk.toast import Toast
from frontdoor.people.actors import Actor
from frontdoor.people.directory import teams as teams_but
from frontdoor.people.models import Team
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import ME, NOW, sight

ADMIN = "quarantine"
SHARES = ("open", "mine", "unassigned")


@dataclass(frozen=True, slots=True)
class View:
    """A list with its live counts."""

    name: str
    href: str
    icon: str
    key: str
    count: int
    late: int
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything that the rail, the phone's tab bar and the toast show."""

    me: Face
    title: str
    views: tuple[View, ...]
    teams: tuple[View, ...]
    choices: tuple[Team, ...]
    toast: Toast | None
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tickets a list holds, and how many of them are past their promise."""

    all: int = 0
    late: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.all + other.all, self.late + other.late)


def shell(visitor: Visitor, current: str, toast: Toast | None = None) -> Shell:
    """`current` is the address of the list that is shown, or ""."""
    now = clock.now()
    views, teams = counted(visitor, now)
    me = face(visitor.pk, visitor.person.name, agent=True)
    shown = tuple(_view(each, views[each.slug], current) for each in LISTS.values())
    found = tuple(teams_of(visitor))
    queues = tuple(_queue(team, teams.get(team.pk, Tally()), current) for team in found)
    return Shell(me, visitor.person.title, shown, queues, found, toast, visitor.actor.has(ADMIN))


def bare(visitor: Visitor, toast: Toast | None = None) -> Shell:
    """Without counts and teams, for pages whose rail shows icons alone: asks nothing."""
    me = face(visitor.pk, visitor.person.name, agent=True)
    shown = tuple(_view(each, Tally(), "") for each in LISTS.values())
    return Shell(me, visitor.person.title, shown, (), (), toast)


def counted(
    visitor: Visitor, now: datetime
) -> tuple[Mapping[str, Tally], Mapping[int | None, Tally]]:
    """All counts of the rail in one query: by list and by team."""
    views: dict[str, Tally] = defaultdict(Tally)
    teams: dict[int | None, Tally] = defaultdict(Tally)
    for row in _counts(sight(visitor.actor), me=visitor.pk, now=now):
        held = row["status"] == Ticket.Status.HOLD
        everybody, mine, nobody = (_tally(row, slug, held=held) for slug in SHARES)
        teams[row["team_id"]] += everybody
        views["open"] += everybody
        views["unassigned"] += nobody
        views["waiting" if held else "mine"] += everybody if held else mine
    return views, teams


def _tally(row: Mapping[str, int], slug: str, *, held: bool) -> Tally:
    """On hold nothing is late: the clock waits too."""
    return Tally(row[slug], 0 if held else row[f"{slug}_late"])


@prepared
def _counts(seeing: Actor) -> QuerySet[Ticket, Any]:
    """Three rows a team, one for each status that is not over; counted by what the index holds."""
    late = Q(due_at__lt=NOW)
    shares = dict(zip(SHARES, (Q(), Q(assignee_id=ME), Q(assignee_id=None)), strict=True))
    asked = {slug: Count("status", filter=share or None) for slug, share in shares.items()}
    asked |= {
        f"{slug}_late": Count("status", filter=share & late) for slug, share in shares.items()
    }
    visible = Ticket.objects.visible_to(seeing).unresolved().order_by()
    return visible.values("team_id", "status").annotate(**asked)


def _view(each: List, count: Tally, current: str) -> View:
    href = address("desk-list", slug=each.slug) if each.slug != "mine" else "/desk/"
    return View(
        names()[each.slug], href, each.icon, each.key, count.all, count.late, href == current
    )


def teams_of(visitor: Visitor) -> Iterable[Team]:
    """The teams whose queues this person may open."""
    return teams_but(visitor.actor.hidden_team_ids)


def _queue(team: Team, count: Tally, current: str) -> View:
    href = address("desk-team", slug=team.slug)
    return View(team.name, href, team.icon, "", count.all, count.late, href == current)
