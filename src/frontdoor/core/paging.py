"""Keyset pages: the next page begins after a row, not after a count, so that depth costs nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

Row = TypeVar("Row")
LONGEST = 400


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """One page of rows; `before` and `after` are cursors of the pages around it, or ""."""

    rows: list[Row]
    before: str
    after: str


def page(
    rows: QuerySet[Any, Row],
    columns: Sequence[str],
    *,
    size: int,
    after: str = "",
    before: str = "",
) -> Slice[Row]:
    """`columns` are those the rows are ordered by, ascending, or "-name"; the last is unique.

    A cursor that can't be read begins at the first page.
    """
    if before and (edge := _values(before, rows, columns)):
        found = list(_beyond(rows, _turned(columns), edge)[: size + 1])
        kept = found[:size][::-1]
        return _slice(kept, columns, earlier=len(found) > size, later=bool(kept))
    edge = _values(after, rows, columns) if after else None
    found = list((_beyond(rows, columns, edge) if edge else rows.order_by(*columns))[: size + 1])
    return _slice(found[:size], columns, earlier=edge is not None, later=len(found) > size)


def _slice(rows: list[Row], columns: Sequence[str], *, earlier: bool, later: bool) -> Slice[Row]:
    return Slice(
        rows,
        cursor(rows[0], columns) if rows and earlier else "",
        cursor(rows[-1], columns) if rows and later else "",
    )


def cursor(row: object, columns: Sequence[str]) -> str:
    """Where this row stands, as text for an address."""
    values = [_plain(getattr(row, name.lstrip("-"))) for name in columns]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _values(cursor: str, rows: QuerySet[Any, Any], columns: Sequence[str]) -> list[Any] | None:
    """What the cursor says of each column; None where it is not one of these columns'."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(columns) or len(cursor) > LONGEST:
        return None
    read = [_fitting(rows, name, value) for name, value in zip(columns, found, strict=True)]
    return None if None in read else read


def _fitting(rows: QuerySet[Any, Any], name: str, value: Any) -> Any:
    """The value as this column holds it, or None."""
    meta = rows.model._meta
    column = name.lstrip("-")
    field = meta.pk if column == "pk" else meta.get_field(column)
    if isinstance(value, int) and abs(value) >= 2**63:
        return None
    try:
        return field.to_python(value)
    except (ValidationError, TypeError, ValueError, OverflowError):
        return None


def _turned(columns: Iterable[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


def _beyond(
    rows: QuerySet[Any, Row], columns: Sequence[str], edge: Sequence[Any]
) -> QuerySet[Any, Row]:
    later, same = Q(), Q()
    for name, value in zip(columns, edge, strict=True):
        column, side = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        later |= same & Q(**{f"{column}__{side}": value})
        same &= Q(**{column: value})
    # The first column alone bounds the index; the rest only settles what is equal there.
    first = columns[0]
    bound = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": edge[0]})
    return rows.filter(bound & later).order_by(*columns)
