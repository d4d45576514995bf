"""Everything that differs between SQLite and PostgreSQL, behind the same few functions."""

from __future__ import annotations

from types import ModuleType

from django.db import InterfaceError, OperationalError, connection

from frontdoor.core.db import (
    postgres,
    postgres_dump,
    postgres_index,
    sqlite,
    sqlite_dump,
    sqlite_index,
)


def backend() -> ModuleType:
    """The module of the database that is running; both have the same functions."""
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


def is_away(problem: BaseException) -> bool:
    """Is the database itself not there, busy or full, so that what was asked of it may well be right?"""
    expected = isinstance(problem, OperationalError | InterfaceError)
    return expected and bool(backend().is_away(problem.__cause__))


def dumper() -> ModuleType:
    """The module that takes the running database out of the house, and puts one in."""
    return {"sqlite": sqlite_dump, "postgresql": postgres_dump}[connection.vendor]


def indexer() -> ModuleType:
    """The module that knows how the running database finds words."""
    return {"sqlite": sqlite_index, "postgresql": postgres_index}[connection.vendor]
