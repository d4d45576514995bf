"""Writes many rows of one table by one prepared statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models

Field: TypeAlias = "models.Field[Any, Any]"
Ready = Callable[[Any], Any]


@dataclass(frozen=True)
class Rows:
    """Rows of one table, ready for the database; they can go from one process to another."""

    table: str
    columns: tuple[str, ...]
    values: list[list[Any]]


def ready(rows: Iterable[models.Model]) -> list[Rows]:
    """All of one model, as they stand: no defaults, no signals. A key left None is the database's."""
    rows = list(rows)
    if not rows:
        return []
    fields = [field for field in rows[0]._meta.concrete_fields if _held(field, rows[0])]
    read = attrgetter(*(field.attname for field in fields))
    steps = [_step(field) for field in fields]
    values = [[step(value) for step, value in zip(steps, read(row), strict=True)] for row in rows]
    return [Rows(rows[0]._meta.db_table, tuple(str(field.column) for field in fields), values)]


def put(rows: Iterable[Rows]) -> None:
    """Writes them, in the caller's transaction."""
    database = connections[DEFAULT_DB_ALIAS]
    quoted = database.ops.quote_name
    with database.cursor() as cursor:
        for some in rows:
            named = ", ".join(map(quoted, some.columns))
            marks = ", ".join(["%s"] * len(some.columns))
            cursor.executemany(
                f"INSERT INTO {quoted(some.table)} ({named}) VALUES ({marks})",  # noqa: S608 -- our own
                some.values,
            )


def insert(rows: Iterable[models.Model]) -> None:
    """Both, at once."""
    put(ready(rows))


def count_on(*tables: type[models.Model]) -> None:
    """The database's own numbering goes on after the keys that were given."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        for statement in database.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _held(field: Field, row: models.Model) -> bool:
    return not (field.primary_key and getattr(row, field.attname) is None)


def _step(field: Field) -> Ready:
    """What Django's fields do to a value on its way to the database, without asking anew for each."""
    adapt = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(field, models.DateTimeField):
        return adapt.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return adapt.adapt_datefield_value
    return _json if isinstance(field, models.JSONField) else _plain


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _plain(value: Any) -> Any:
    """A choice is written as what it stands for."""
    return value.value if isinstance(value, models.Choices) else value
