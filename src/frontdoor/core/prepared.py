"""Questions to the database that are put into SQL once and asked again with other values.

    @prepared
    def _late(team: bool) -> QuerySet[Ticket, tuple[int, str]]:                # the shape: hashable, part of the SQL
        return Ticket.objects.filter(due_at__lt=Given("now", DateTimeField())).values_list("pk", "subject")

    _late(True, now=clock.now())                                               # the rows, as a list

Django takes longer to write a SELECT than the database to answer it; a page asks the same few, again and again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

Row = TypeVar("Row")
SHAPES = 256
"""So many shapes of one question are kept; those asked longest ago are written anew."""


class Given(Expression):
    """Stands in a question for a value that is given when it is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name, self._field = name, field

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def value(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """As the database takes it."""
        return self._field.get_db_prep_value(given[self.name], connection, prepared=False)


class Prepared(Generic[Row]):
    """A question: a function from a shape to a QuerySet in which some values are `Given`.

    Nothing that may differ from one call to the next may be in the QuerySet but by the shape or by `Given`: no clock,
    no setting, no person. Whatever it prefetches would be forgotten, so it must not.
    """

    def __init__(self, question: Callable[..., QuerySet[Any, Row]]) -> None:
        self._kept = functools.lru_cache(SHAPES)(lambda *shape: _Statement(question(*shape)))
        functools.update_wrapper(self, question)

    def __call__(self, *shape: Hashable, **given: Any) -> list[Row]:
        rows: list[Row] = self._kept(*shape).ask(given)
        return rows

    def first(self, *shape: Hashable, **given: Any) -> Row | None:
        """The first of the rows, all of which are read: for questions that have one answer at most."""
        return next(iter(self(*shape, **given)), None)


def prepared(question: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Decorates a function that makes a QuerySet."""
    return Prepared(question)


class _Statement:
    """One shape of a question as SQL, with how its rows are read."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("a prepared question can't prefetch")
        self._rows = rows
        self._done = rows.query.get_compiler(using=rows.db)
        self._sql, self._values = self._written()

    def _written(self) -> tuple[str, tuple[Any, ...]]:
        """The SQL; none where nothing can be found, whatever is given."""
        try:
            sql, values = self._done.as_sql()
        except EmptyResultSet:
            return "", ()
        columns = [column for column, *_ in self._done.select[: self._done.col_count]]
        self._converters = self._done.get_converters(columns)
        return sql, tuple(values)

    def ask(self, given: dict[str, Any]) -> list[Any]:
        if not self._sql:
            return []
        connection = connections[self._rows.db]
        values = tuple(
            each.value(given, connection) if isinstance(each, Given) else each
            for each in self._values
        )
        again = _Again(self._done, connection, (self._sql, values), self._converters)
        read: Any = self._rows._iterable_class
        return list(read(self._asked(again)))

    def _asked(self, again: _Again) -> QuerySet[Any, Any]:
        rows: Any = self._rows
        asked: Any = QuerySet(rows.model, _Query(rows.query, again), rows._db, rows._hints)  # type: ignore[arg-type]
        asked._fields, asked._known_related_objects = rows._fields, rows._known_related_objects
        return asked  # type: ignore[no-any-return]


class _Again(SQLCompiler):
    """A compiler whose work is done already."""

    def __init__(
        self, done: SQLCompiler, connection: BaseDatabaseWrapper, said: Any, converters: Any
    ) -> None:
        self.__dict__.update(done.__dict__)
        self.connection, self._said, self._converters = connection, said, converters

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> Any:  # noqa: FBT001 -- Django's
        return self._said

    def get_converters(self, expressions: Any) -> Any:
        return self._converters


class _Query:
    """A query whose compiler is at hand."""

    def __init__(self, query: Query, again: _Again) -> None:
        self._query, self._again = query, again

    def get_compiler(self, *args: Any, **kwargs: Any) -> _Again:
        return self._again

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)
