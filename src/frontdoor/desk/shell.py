"""What surrounds every page of the desk: own views, team queues, the person signed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from frontdoor.core import clock
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk.door import Visitor
from frontdoor.desk.lists import LISTS, List
from frontdoor.desk.toast import Toast
from frontdoor.people.models import Team
from frontdoor.tickets.models import Ticket

HELD = Q(status=Ticket.Status.HOLD)


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
    return Shell(me, visitor.person.title, shown, queues, found, toast)


def counted(
    visitor: Visitor, now: datetime
) -> tuple[Mapping[str, Tally], Mapping[int | None, Tally]]:
    """All counts of the rail in one query: by list and by team."""
    rows = _counts(visitor, now)
    views = {slug: sum((_pair(row, slug) for row in rows), Tally()) for slug in LISTS}
    return views, {row["team_id"]: _pair(row, "open") for row in rows}


def _counts(visitor: Visitor, now: datetime) -> QuerySet[Ticket, Any]:
    lists = {
        "mine": Q(assignee_id=visitor.pk) & ~HELD,
        "unassigned": Q(assignee_id=None),
        "waiting": HELD,
        "open": Q(),
    }
    late = Q(due_at__lt=now) & ~HELD
    asked = {slug: Count("pk", filter=q) for slug, q in lists.items()}
    asked |= {f"{slug}_late": Count("pk", filter=q & late) for slug, q in lists.items()}
    visible = Ticket.objects.visible_to(visitor.actor).unresolved()
    return visible.order_by().values("team_id").annotate(**asked)


def _pair(row: Mapping[str, int], slug: str) -> Tally:
    return Tally(row[slug], row[f"{slug}_late"])


def _view(each: List, count: Tally, current: str) -> View:
    href = reverse("desk-list", kwargs={"slug": each.slug}) if each.slug != "mine" else "/desk/"
    return View(each.name, href, each.icon, each.key, count.all, count.late, href == current)


def teams_of(visitor: Visitor) -> Iterable[Team]:
    """The teams whose queues this person may open."""
    return Team.objects.exclude(pk__in=visitor.actor.hidden_team_ids).order_by("name")


def _queue(team: Team, count: Tally, current: str) -> View:
    href = reverse("desk-team", kwargs={"slug": team.slug})
    return View(team.name, href, team.icon, "", count.all, count.late, href == current)
