"""How SQLite finds words: FTS5."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef, QuerySet

from frontdoor.core.errors import TooSlow
from frontdoor.core.wanted import Wanted

MATCHES = "%s MATCH %s"
COMMON = 2500
STEPS = 20_000


def make(editor: BaseDatabaseSchemaEditor, index: str, of: str, key: str) -> None:
    """A full-text index over the columns `terms` and `desk_terms` of a table, kept by triggers on it.

    Terms arrive folded and parted by spaces (core.words), so the tokenizer has nothing to do but part them again. A
    migration that makes the table anew drops its triggers on SQLite: it must call this again.
    """
    editor.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5(terms, desk_terms, content='{of}', content_rowid='{key}', "
        "tokenize='ascii', detail=column, columnsize=0, prefix='2 3')"
    )
    # ruff: noqa: S608 -- the names are those of a migration
    put = f"INSERT INTO {index}(rowid, terms, desk_terms) VALUES (NEW.{key}, NEW.terms, NEW.desk_terms);"
    take = (
        f"INSERT INTO {index}({index}, rowid, terms, desk_terms) "
        f"VALUES ('delete', OLD.{key}, OLD.terms, OLD.desk_terms);"
    )
    # A trigger on any UPDATE would index the ticket anew for columns that nobody searches.
    work = {"INSERT": put, "UPDATE OF terms, desk_terms": take + put, "DELETE": take}
    for event, statements in work.items():
        name = f"{index}_{event.split()[0].lower()}"
        editor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {of} BEGIN {statements} END")


def asks(wanted: Wanted, audience: str) -> str:
    """The right side of MATCHES. `audience` is "staff", or "requester", for whom only `terms` can match."""
    exact = [_quoted(term) for term in wanted.exact]
    begun = [f"{_quoted(term)} *" for term in wanted.begun]
    either = [f"({' OR '.join(map(_quoted, terms))})" for terms in wanted.either]
    every = " AND ".join([*exact, *begun, *either])
    return every if audience == "staff" else f"{{terms}} : ({every})"


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def newest(
    found: QuerySet[Any], allowed: QuerySet[Any], most: int, page: int
) -> tuple[list[int], bool]:
    """Keys of rows both found and allowed, newest first, and whether there are more than `most`; then only `page`."""
    both = _both(found, allowed).order_by("-pk")
    keys = list(both.values_list("pk", flat=True)[: most + 1])
    return (keys[:page], True) if len(keys) > most else (keys, False)


def older(found: QuerySet[Any], allowed: QuerySet[Any], below: int, page: int) -> list[int]:
    """At most `page` keys of rows both found and allowed, newest first, from below this key on."""
    return newest(found.filter(pk__lt=below), allowed, page, page)[0]


def few(found: QuerySet[Any], allowed: QuerySet[Any], most: int) -> list[int]:
    """Like `newest`, where there can't be many, whatever the database thinks."""
    return newest(found, allowed, most, most)[0]


def is_frequent(found: QuerySet[Any]) -> bool:
    """Are there more than a few thousand?"""
    return bool(found.order_by("-pk")[COMMON : COMMON + 1])


def _both(found: QuerySet[Any], allowed: QuerySet[Any]) -> QuerySet[Any]:
    if not allowed.query.where:
        return found  # all are allowed
    return found.filter(Exists(allowed.filter(pk=OuterRef("pk"))))


def loaded() -> None:
    """Nothing to do: the index is read from its newest end, whatever it holds."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop the statements inside when the time is over. Raises TooSlow."""
    connection.ensure_connection()
    end = time.monotonic() + seconds
    raw: Any = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    except OperationalError as stopped:
        if "interrupted" in str(stopped):
            raise TooSlow(seconds) from stopped
        raise
    finally:
        raw.set_progress_handler(None, 0)
