"""One page of a list: its rows, its filters, and what can be done with the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from frontdoor.core import paging
from frontdoor.desk.door import Visitor
from frontdoor.desk.queue.listed import FAIR, Listed, listed
from frontdoor.desk.queue.narrowed import Narrowed, narrowed, offers
from frontdoor.desk.queue.row import rows
from frontdoor.desk.queue.rows import Choice, Page, Row
from frontdoor.desk.shell import Shell, View
from frontdoor.desk.words import PRIORITY
from frontdoor.tickets.forms import agents
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet

SIZE = 50


@dataclass(frozen=True)
class Order:
    """`columns` as `core.paging` takes them."""

    word: str
    columns: tuple[str, ...]


FAIREST = Order("Fair", FAIR)
NEWEST = Order("Newest first", ("-id",))
BEST = Order("Best match", ("-id",))


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for."""

    href: str
    q: str
    after: str
    before: str

    @classmethod
    def of(cls, href: str, parameters: Mapping[str, str]) -> Asked:
        return cls(href, *(parameters.get(name, "").strip() for name in ("q", "after", "before")))

    def address(self, **parts: str) -> str:
        query = urlencode({k: v for k, v in {"q": self.q, **parts}.items() if v})
        return f"{self.href}?{query}" if query else self.href


def page(
    asked: Asked,
    name: str,
    tickets: TicketQuerySet[Ticket],
    shell: Shell,
    visitor: Visitor,
    order: Order = FAIREST,
) -> Page:
    """Asks for the rows and for who could take them: two queries, whatever the number of rows."""
    meant = narrowed(asked.q, tickets, visitor, asked.href)
    found: paging.Slice[Any] = paging.page(
        listed(meant.tickets), order.columns, size=SIZE, after=asked.after, before=asked.before
    )
    from_the_top = order is FAIREST and not found.before
    lines = rows([Listed(*row) for row in found.rows], visitor.now, from_the_top=from_the_top)
    return around(asked, name, shell, order, meant, lines, found)


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
        order=order.word,
        q=asked.q,
        refused=meant.refused,
        rows=lines,
        chips=meant.chips,
        offers=offers(asked.q, asked.href),
        agents=tuple(Choice(pk, who) for pk, who in agents().values_list("pk", "name")),
        teams=tuple(Choice(team.pk, team.name) for team in shell.choices),
        priorities=tuple(PRIORITY.values()),
        newer=asked.address(before=found.before) if found.before else "",
        older=asked.address(after=found.after) if found.after else "",
    )


def _summary(shell: Shell, href: str) -> str:
    view: View | None = next(
        (view for view in (*shell.views, *shell.teams) if view.href == href), None
    )
    if view is None:
        return ""
    return f"{view.count} open, {view.late} late" if view.late else f"{view.count} open"
