"""Questions to the database that are put into SQL once and asked again with other values.

    @prepared
    def _late(team: bool) -> QuerySet[Ticket, tuple[int, str]]:                # the shape: hashable, part of the SQL
        return Ticket.objects.filter(due_at__lt=Given("now", DateTimeField())).values_list("pk", "subject")

    _late(True, now=clock.now())                                               # the rows, as a list

Django takes longer to write a SELECT than the database to answer it; a page or a mail asks the same few, again and
again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet

from frontdoor.core.prepared.reading import Converting, reader
from frontdoor.core.prepared.values import as_they_are

Row = TypeVar("Row")
SHAPES = 256
"""So many shapes of one question are kept; those asked longest ago are written anew."""


class Given(Expression):
    """Stands in a question for a value that is given when it is asked. It may stand there several times."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name, self._field, self._as_they_are = name, field, as_they_are(field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def value(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """As the database takes it."""
        value = given[self.name]
        if type(value) in self._as_they_are:
            return value
        return self._field.get_db_prep_value(value, connection, prepared=False)


class Prepared(Generic[Row]):
    """A question: a function from a shape to a QuerySet in which some values are `Given`.

    Nothing that may differ from one call to the next may be in the QuerySet but by the shape or by `Given`: no clock,
    no setting, no person. Whatever it prefetches would be forgotten, so it must not.
    """

    def __init__(self, question: Callable[..., QuerySet[Any, Row]]) -> None:
        self._kept = functools.lru_cache(SHAPES)(lambda *shape: _Statement(question(*shape)))
        functools.update_wrapper(self, question)

    def __call__(self, *shape: Hashable, **given: Any) -> list[Row]:
        return self._kept(*shape).ask(given)

    def first(self, *shape: Hashable, **given: Any) -> Row | None:
        """The first of the rows, all of which are read: for questions that have one answer at most."""
        found: list[Row] = self._kept(*shape).ask(given)
        return found[0] if found else None


def prepared(question: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Decorates a function that makes a QuerySet."""
    return Prepared(question)


class _Statement:
    """One shape of a question as SQL, with how its rows are read."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        if rows._prefetch_related_lookups or rows._known_related_objects:  # type: ignore[attr-defined]
            raise TypeError("a prepared question can't prefetch, nor be asked of one row's manager")
        self._alias, self._sql = rows.db, ""
        compiler = rows.query.get_compiler(using=rows.db)
        try:
            self._sql, values = compiler.as_sql()
        except EmptyResultSet:
            return  # nothing can be found, whatever is given
        self._values = list(values)
        self._given = [(at, it) for at, it in enumerate(values) if isinstance(it, Given)]
        self._converting = Converting(compiler)
        self._read = reader(rows, compiler)

    def ask(self, given: dict[str, Any]) -> list[Any]:
        if not self._sql:
            return []
        connection = connections[self._alias]
        values = self._values.copy()
        for at, one in self._given:
            values[at] = one.value(given, connection)
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            rows = cursor.fetchall()
        return self._read(self._converting(rows, connection))
