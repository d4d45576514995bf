"""One page of a list: its rows, its filters, and what can be done with the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.core import paging
from frontdoor.desk.door import Visitor
from frontdoor.desk.lists import GIVEN, Narrow
from frontdoor.desk.queue.listed import FAIR, Listed, listed
from frontdoor.desk.queue.narrowed import Narrowed, narrowed, offers
from frontdoor.desk.queue.row import rows
from frontdoor.desk.queue.rows import PICKED, Choice, Page, Row
from frontdoor.desk.shell import Shell, View
from frontdoor.desk.words import tongue
from frontdoor.people import directory
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import sight

SIZE = 50


@dataclass(frozen=True)
class Order:
    """`word` is marked; `columns` as `core.paging` takes them."""

    word: str
    columns: tuple[str, ...]


FAIREST = Order(gettext_noop("Fair"), FAIR)
NEWEST = Order(gettext_noop("Newest first"), ("-id",))
BEST = Order(gettext_noop("Best match"), ("-id",))


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for."""

    href: str
    q: str
    after: str
    before: str
    picked: frozenset[str] = frozenset()

    @classmethod
    def of(cls, href: str, parameters: Mapping[str, str]) -> Asked:
        q, after, before = (parameters.get(name, "").strip() for name in ("q", "after", "before"))
        return cls(href, q, after, before, frozenset(parameters.get(PICKED, "").split("-")))

    def address(self, **parts: str) -> str:
        query = urlencode({k: v for k, v in {"q": self.q, **parts}.items() if v})
        return f"{self.href}?{query}" if query else self.href


def page(
    asked: Asked,
    name: str,
    narrow: Narrow,
    shell: Shell,
    visitor: Visitor,
    order: Order = FAIREST,
    **which: int,
) -> Page:
    """Asks for the rows and for who could take them: two queries, whatever the number of rows."""
    by = {"me": visitor.pk, "now": visitor.now, **which}
    meant, found = (_filtered if asked.q else _whole)(asked, narrow, visitor, order, by)
    from_the_top = order is FAIREST and not found.before
    lines = rows([Listed(*row) for row in found.rows], visitor.now, from_the_top=from_the_top)
    return around(asked, name, shell, order, meant, lines, found)


def _whole(
    asked: Asked, narrow: Narrow, visitor: Visitor, order: Order, by: Mapping[str, Any]
) -> tuple[Narrowed, paging.Slice[Any]]:
    found = paging.prepared_page(
        _seen,
        (narrow, sight(visitor.actor)),
        Ticket,
        order.columns,
        size=SIZE,
        after=asked.after,
        before=asked.before,
        **by,
    )
    return Narrowed(Ticket.objects.none()), found


def _seen(narrow: Narrow, seeing: Actor) -> QuerySet[Ticket, Any]:
    return listed(narrow(Ticket.objects.visible_to(seeing), GIVEN))


def _filtered(
    asked: Asked, narrow: Narrow, visitor: Visitor, order: Order, by: Mapping[str, Any]
) -> tuple[Narrowed, paging.Slice[Any]]:
    meant = narrowed(asked.q, narrow(Ticket.objects.all(), by), visitor, asked.href)
    found: paging.Slice[Any] = paging.page(
        listed(meant.tickets), order.columns, size=SIZE, after=asked.after, before=asked.before
    )
    return meant, found


def around(
    asked: Asked,
    name: str,
    shell: Shell,
    order: Order,
    meant: Narrowed,
    lines: tuple[Row, ...],
    found: paging.Slice[Any],
) -> Page:
    """The lines with their filters, what can be done with the chosen ones, and the pages before and after."""
    return Page(
        name=name,
        href=asked.href,
        summary=_summary(shell, asked.href),
        order=_(order.word),
        q=asked.q,
        refused=meant.refused,
        rows=lines,
        picked=asked.picked,
        chips=meant.chips,
        offers=offers(asked.q, asked.href),
        agents=tuple(Choice(pk, who) for pk, who in directory.staff()),
        teams=tuple(Choice(team.pk, team.name) for team in shell.choices),
        priorities=tuple(tongue().priorities.values()),
        newer=asked.address(before=found.before) if found.before else "",
        older=asked.address(after=found.after) if found.after else "",
    )


def _summary(shell: Shell, href: str) -> str:
    view: View | None = next(
        (view for view in (*shell.views, *shell.teams) if view.href == href), None
    )
    if view is None:
        return ""
    if view.late:
        return _("{count} open, {late} late").format(count=view.count, late=view.late)
    return _("{count} open").format(count=view.count)
