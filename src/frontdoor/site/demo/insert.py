"""Writes many rows of one table by one prepared statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeAlias

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models

Field: TypeAlias = "models.Field[Any, Any]"


def insert(rows: Iterable[models.Model]) -> None:
    """All of one model, as they stand: no defaults, no signals. A key left None is the database's."""
    rows = list(rows)
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if _held(field, rows[0])]
    read = attrgetter(*(field.attname for field in fields))
    prepared = [_prepared(field) for field in fields]
    values = [
        [ready(value) for ready, value in zip(prepared, read(row), strict=True)] for row in rows
    ]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.executemany(_statement(rows[0]._meta.db_table, fields), values)


def count_on(*tables: type[models.Model]) -> None:
    """The database's own numbering goes on after the keys that were given."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        for statement in database.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _held(field: Field, row: models.Model) -> bool:
    return not (field.primary_key and getattr(row, field.attname) is None)


def _statement(table: str, fields: list[Field]) -> str:
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    named = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quoted(table)} ({named}) VALUES ({marks})"  # noqa: S608 -- our own names


def _prepared(field: Field) -> Callable[[Any], Any]:
    """What Django's fields do to a value on its way to the database, without asking anew for each."""
    database = connections[DEFAULT_DB_ALIAS]
    if isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else _moment(value, database)
    if isinstance(field, models.JSONField | models.BinaryField | models.DateField):
        return lambda value: field.get_db_prep_save(value, connection=database)
    return _plain


def _moment(value: datetime, database: Any) -> Any:
    return database.ops.adapt_datetimefield_value(value)


def _plain(value: Any) -> Any:
    """A choice is written as what it stands for."""
    if isinstance(value, models.Choices):
        return value.value
    return value
