"""Statements whose SQL is made once, for the few that run with every mail and every request.

Django makes the SQL of a query anew each time, which costs several times what the database then needs for it. Here the
text is kept and only values are put in; fields read and write values as they always do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

R = TypeVar("R")
NONE: frozenset[type] = frozenset()
TEXT, NUMBER = frozenset({str, type(None)}), frozenset({int, type(None)})
AS_THEY_ARE = {
    "CharField": TEXT, "TextField": TEXT, "IntegerField": NUMBER, "SmallIntegerField": NUMBER,
    "PositiveIntegerField": NUMBER, "PositiveSmallIntegerField": NUMBER, "PositiveBigIntegerField": NUMBER,
    "BigAutoField": NUMBER, "ForeignKey": NUMBER, "OneToOneField": NUMBER, "BooleanField": frozenset({bool}),
    "DateTimeField": frozenset({type(None)}), "FloatField": frozenset({float, type(None)}),
}  # fmt: skip
"""Types that a field of this sort writes unchanged."""
# ruff: noqa: S608 -- the names are those of the models


class Question(Generic[R]):
    """`Question(lambda pk: Person.objects.filter(pk=pk), int)`, then as often as one likes `question(7)`.

    `kinds` are the types of the values, int or str, none of them None. Each value may be used several times. Of
    `values_list` come tuples: plain columns first, then what is annotated.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, R]], *kinds: type[int] | type[str]) -> None:
        self._ask, self._kinds = ask, kinds
        self._kept: dict[str, _Asked] = {}

    def __call__(self, *values: int | str) -> list[R]:
        """The rows, as the queryset would give them."""
        asked = self._kept.get(connection.vendor) or self._keep()
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, [values[i] if i >= 0 else it for i, it in asked.params])
            rows = cursor.fetchall()
        return [asked.made(row) for row in asked.converted(rows)]

    def first(self, *values: int | str) -> R | None:
        """The first row, if there is one. The queryset should ask for no more."""
        found = self(*values)
        return found[0] if found else None

    def _keep(self) -> _Asked:
        marks = [_mark(place, kind) for place, kind in enumerate(self._kinds)]
        asked = self._kept[connection.vendor] = _Asked(self._ask(*marks), marks)
        return asked


def _mark(place: int, kind: type[int] | type[str]) -> int | str:
    """Stands for a value while the SQL is made, and is found again among its parameters."""
    return 2**61 + place if kind is int else f"\ue003{place}\ue003"


class _Asked:
    """One compiled query. `params` are pairs: the place of a value, or -1 and a constant."""

    def __init__(self, queryset: QuerySet[Any], marks: Sequence[int | str]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.params = [(marks.index(it), None) if it in marks else (-1, it) for it in params]
        assert {place for place, _ in self.params} >= set(range(len(marks))), (
            "a value is not asked for"
        )
        self._converters = compiler.get_converters([it[0] for it in compiler.select])
        self._apply = compiler.apply_converters
        self.made: Callable[[Sequence[Any]], Any] = tuple
        if issubclass(queryset._iterable_class, ModelIterable):
            self.made = _Made(compiler.klass_info, compiler.select)

    def converted(self, rows: Sequence[Any]) -> Iterator[Any]:
        yield from self._apply(rows, self._converters) if self._converters else rows


class _Made:
    """Makes objects of rows, along with what was selected with them."""

    def __init__(self, shape: dict[str, Any], select: Sequence[Any]) -> None:
        self._model, places = shape["model"], shape["select_fields"]
        self._from, self._to = places[0], places[-1] + 1
        self._names = [it[0].target.attname for it in select[self._from : self._to]]
        # The stubs are those of a later Django.
        self._related = get_related_populators(shape, select, connection.alias)  # type: ignore[call-arg]

    def __call__(self, row: Sequence[Any]) -> Any:
        made = self._model.from_db(connection.alias, self._names, row[self._from : self._to])
        for related in self._related:
            related.populate(row, made)
        return made


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
        if type(value) not in AS_THEY_ARE.get(field.get_internal_type(), NONE):
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
