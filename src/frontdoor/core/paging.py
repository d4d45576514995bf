"""Keyset pages: the next page begins after a row, not after a count, so that depth costs nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from frontdoor.core.prepared import Given, prepared

Row = TypeVar("Row")
Fetch = Callable[[Sequence[str], Sequence[Any] | None], list[Row]]
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

    def fetch(order: Sequence[str], edge: Sequence[Any] | None) -> list[Row]:
        return list(_stretch(rows, order, edge)[: size + 1])

    return _sliced(fetch, rows.model, columns, size, after, before)


def prepared_page(
    question: Callable[..., QuerySet[Any, Row]],
    shape: tuple[Hashable, ...],
    model: type[Model],
    columns: Sequence[str],
    *,
    size: int,
    after: str = "",
    before: str = "",
    **given: Any,
) -> Slice[Row]:
    """The same of `question(*shape)`, which is put into SQL once (core.prepared)."""

    def fetch(order: Sequence[str], edge: Sequence[Any] | None) -> list[Row]:
        edges = {f"edge{place}": value for place, value in enumerate(edge or ())}
        return _prepared(question, shape, tuple(order), edge is not None, size, **given, **edges)

    return _sliced(fetch, model, columns, size, after, before)


@prepared
def _prepared(
    question: Callable[..., QuerySet[Any, Any]],
    shape: tuple[Hashable, ...],
    order: tuple[str, ...],
    edged: bool,  # noqa: FBT001 -- a shape, not a choice of behaviour
    size: int,
) -> QuerySet[Any, Any]:
    rows = question(*shape)
    fields = [_field(rows.model, name) for name in order]
    edge = [Given(f"edge{place}", field) for place, field in enumerate(fields)]
    return _stretch(rows, order, edge if edged else None)[: size + 1]


def _sliced(
    fetch: Fetch[Row],
    model: type[Model],
    columns: Sequence[str],
    size: int,
    after: str,
    before: str,
) -> Slice[Row]:
    if before and (edge := _values(before, model, columns)):
        found = fetch(_turned(columns), edge)
        kept = found[:size][::-1]
        return _slice(kept, columns, earlier=len(found) > size, later=bool(kept))
    edge = _values(after, model, columns) if after else None
    found = fetch(columns, edge)
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


def _values(cursor: str, model: type[Model], columns: Sequence[str]) -> list[Any] | None:
    """What the cursor says of each column; None where it is not one of these columns'."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(columns) or len(cursor) > LONGEST:
        return None
    read = [
        _fitting(_field(model, name), value) for name, value in zip(columns, found, strict=True)
    ]
    return None if None in read else read


def _fitting(field: Field[Any, Any], value: Any) -> Any:
    """The value as this column holds it, or None."""
    if isinstance(value, int) and abs(value) >= 2**63:
        return None
    try:
        return field.to_python(value)
    except (ValidationError, TypeError, ValueError, OverflowError):
        return None


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    column = name.lstrip("-")
    found: Field[Any, Any] = model._meta.pk if column == "pk" else model._meta.get_field(column)  # type: ignore[assignment]
    return found


def _turned(columns: Iterable[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


def _stretch(
    rows: QuerySet[Any, Row], columns: Sequence[str], edge: Sequence[Any] | None
) -> QuerySet[Any, Row]:
    return _beyond(rows, columns, edge) if edge else rows.order_by(*columns)


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
