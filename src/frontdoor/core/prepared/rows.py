"""Rows that are written with a statement made once, for what is written with every mail and every request.

Django makes the SQL anew each time, which costs several times what the database then needs for it. Here the text is
kept and only values are put in; fields write values as they always do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model

from frontdoor.core.prepared.values import as_they_are

# ruff: noqa: S608 -- the names are those of the models


@dataclass(frozen=True)
class _Shape:
    """Columns of an INSERT, and its text around the rows."""

    fields: tuple[Field[Any, Any], ...]
    head: str
    row: str
    tail: str


def insert(rows: Sequence[Model]) -> None:
    """New rows of one model in one statement; they have their keys afterwards. No signal is sent."""
    shape = _shape(type(rows[0]))
    params = [it for row in rows for it in _stored(shape.fields, row)]
    with connection.cursor() as cursor:
        cursor.execute(f"{shape.head}{', '.join([shape.row] * len(rows))}{shape.tail}", params)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def update(row: Model, names: Sequence[str]) -> None:
    """These columns of a row that is there. Raises DatabaseError where it is not. No signal is sent."""
    if not update_if(row, names):
        raise DatabaseError("The row to be changed is gone.")


def update_if(row: Model, names: Sequence[str], **still: Any) -> bool:
    """The same, if the row is there and in these columns still has these values; was it so?"""
    sql, fields, asked = _change(type(row), tuple(names), tuple(still))
    params = _stored(fields, row)
    params += [field.get_db_prep_save(still[field.name], connection) for field in asked]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.rowcount)


def _stored(fields: Sequence[Field[Any, Any]], row: Model) -> list[Any]:
    """Each value as its field writes it; most are in that form already."""
    database = connections[DEFAULT_DB_ALIAS]
    values = []
    for field in fields:
        value = field.pre_save(row, row._state.adding)
        if type(value) not in as_they_are(field):
            value = field.get_db_prep_save(value, database)
        values.append(value)
    return values


@cache
def _shape(model: type[Model]) -> _Shape:
    key = model._meta.pk
    fields = tuple(f for f in model._meta.concrete_fields if f is not key or f.is_relation)
    assert not any(field.has_db_default() for field in fields), "this is for values of our own"
    names, cells = ", ".join(f'"{f.column}"' for f in fields), ", ".join(["%s"] * len(fields))
    head = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '
    return _Shape(fields, head, f"({cells})", f' RETURNING "{key.column}"')


@cache
def _change(
    model: type[Model], names: tuple[str, ...], still: tuple[str, ...]
) -> tuple[str, Sequence[Field[Any, Any]], Sequence[Field[Any, Any]]]:
    key = model._meta.pk
    own = {
        name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)
    }
    fields, asked = [own[name] for name in names], [own[name] for name in still]
    cells = ", ".join(f'"{field.column}" = %s' for field in fields)
    where = " AND ".join(f'"{field.column}" = %s' for field in (key, *asked))
    return f'UPDATE "{model._meta.db_table}" SET {cells} WHERE {where}', [*fields, key], asked
