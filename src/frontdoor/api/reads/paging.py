"""Lists by keyset: a page begins after the last row of the one before, however much came in since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from frontdoor.api.frame import cursors
from frontdoor.api.frame.caller import Call
from frontdoor.api.shapes.asked import Page

Row = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """Columns that together are unique, all read in one direction."""

    columns: tuple[str, ...]
    descending: bool = False

    @property
    def sql(self) -> list[str]:
        return [f"-{name}" if self.descending else name for name in self.columns]

    def after(self, position: Sequence[Any]) -> Q:
        """Rows beyond this one."""
        beyond, same = Q(pk__in=[]), Q()
        for name, value in zip(self.columns, position, strict=True):
            beyond |= same & Q(**{f"{name}__{'lt' if self.descending else 'gt'}": value})
            same &= Q(**{name: value})
        return beyond


NEWEST = Order(("id",), descending=True)
BY_NAME = Order(("name", "id"))


@dataclass(frozen=True)
class Listing:
    """`columns` are read, `told` makes each row what the client gets."""

    columns: Sequence[str]
    told: Callable[[Row], Row]
    order: Order = NEWEST


def page(request: Call, rows: QuerySet[Any], page: Page, listing: Listing) -> Row:
    """`{"items": […], "next": cursor or null}`. Raises Problem 400 for a cursor of another list."""
    items, cursor = rows_of(request, rows, page, listing)
    return {"items": [listing.told(row) for row in items], "next": cursor}


def rows_of(
    request: Call, rows: QuerySet[Any], page: Page, listing: Listing
) -> tuple[list[Row], str | None]:
    """The rows of this page as they were read, and the cursor of the next."""
    order, whose = listing.order, request.auth.actor.label
    question = _question(request)
    if page.cursor is not None:
        rows = rows.filter(order.after(cursors.read(page.cursor, whose=whose, question=question)))
    names = dict.fromkeys([*listing.columns, *order.columns])
    found: list[Row] = list(rows.order_by(*order.sql).values(*names)[: page.limit + 1])
    if len(found) <= page.limit:
        return found, None
    last = [_plain(found[page.limit - 1][name]) for name in order.columns]
    return found[: page.limit], cursors.made(last, whose=whose, question=question)


def named(row: Row, prefix: str) -> Row | None:
    """`{"id", "name"}` of a related row; None where there is none."""
    pk = row[f"{prefix}_id"]
    return None if pk is None else {"id": pk, "name": row[f"{prefix}__name"]}


def _question(request: Call) -> str:
    asked = sorted(
        (name, value) for name, value in request.GET.items() if name not in ("cursor", "limit")
    )
    return f"{request.path} {asked}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
