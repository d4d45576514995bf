"""How the rows of a question are read: as tuples, single values, dicts, named tuples or models, as Django would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    NamedValuesListIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.utils import create_namedtuple_class

Cells = Sequence[Any]
Reader = Callable[[Iterable[Cells]], list[Any]]


class Converting:
    """Makes of what the database tells what the fields say it means."""

    def __init__(self, compiler: SQLCompiler) -> None:
        # What it is ordered by may be asked for as well, and stands behind what was wished.
        self._width = compiler.col_count if compiler.has_extra_select else None
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self._converters = [
            (place, convert, column)
            for place, (several, column) in compiler.get_converters(columns).items()
            for convert in several
        ]

    def __call__(self, rows: Sequence[Cells], connection: BaseDatabaseWrapper) -> Iterable[Cells]:
        if self._width is not None:
            rows = [row[: self._width] for row in rows]
        return [self._row(list(row), connection) for row in rows] if self._converters else rows

    def _row(self, row: list[Any], connection: BaseDatabaseWrapper) -> Cells:
        for place, convert, column in self._converters:
            row[place] = convert(row[place], column, connection)
        return row


def reader(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    """What gives the rows as this QuerySet would. Raises KeyError for one that Django does not know."""
    return READERS[rows._iterable_class](rows, compiler)


def _tuples(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    return lambda found: [tuple(row) for row in found]


def _single(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    return lambda found: [row[0] for row in found]


def _dicts(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    names = _names(rows)
    return lambda found: [dict(zip(names, row, strict=True)) for row in found]


def _named(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    made: Any = create_namedtuple_class(*(rows._fields or _names(rows)))  # type: ignore[attr-defined]
    return lambda found: [made._make(row) for row in found]


def _models(rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Reader:
    made = _Made(compiler, rows.db)
    return lambda found: [made(row) for row in found]


READERS: dict[type, Callable[[QuerySet[Any, Any], SQLCompiler], Reader]] = {
    ValuesListIterable: _tuples,
    FlatValuesListIterable: _single,
    ValuesIterable: _dicts,
    NamedValuesListIterable: _named,
    ModelIterable: _models,
}


def _names(rows: QuerySet[Any, Any]) -> list[str]:
    """Of the columns, in the order in which they are asked for."""
    query: Any = rows.query
    return list(query.selected or (*query.values_select, *query.annotation_select))


class _Made:
    """Makes a model of a row, along with what was selected with it."""

    def __init__(self, compiler: SQLCompiler, alias: str) -> None:
        shape: Any = compiler.klass_info
        self._model, self._alias, places = shape["model"], alias, shape["select_fields"]
        self._from, self._to = places[0], places[-1] + 1
        self._names = [it[0].target.attname for it in compiler.select[self._from : self._to]]
        # The stubs are those of a later Django.
        self._related = get_related_populators(shape, compiler.select, alias)  # type: ignore[call-arg]
        self._annotated = list((compiler.annotation_col_map or {}).items())

    def __call__(self, row: Cells) -> Any:
        made = self._model.from_db(self._alias, self._names, row[self._from : self._to])
        for related in self._related:
            related.populate(row, made)
        for name, place in self._annotated:
            setattr(made, name, row[place])
        return made
