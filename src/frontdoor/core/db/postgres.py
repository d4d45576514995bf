"""How PostgreSQL does what the two databases do differently."""

from __future__ import annotations

import functools
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

if TYPE_CHECKING:
    import psycopg

CHANNEL = "frontdoor_tasks"
_PHRASES = {
    # Not clock_timestamp(): the planner takes no index for a volatile function.
    "now": "statement_timestamp()",
    "later": "statement_timestamp() + make_interval(secs => %s)",
    "lease_end": "statement_timestamp() + make_interval(secs => lease)",
    "scattered": "statement_timestamp() + make_interval(secs => attempt * random() * 10)",
    "skip_locked": "FOR UPDATE SKIP LOCKED",
    "ring": f", pg_notify('{CHANNEL}', '')",
}


@functools.cache
def phrase(sql: str) -> str:
    """Fills {now} {later} {lease_end} {scattered} {skip_locked} {ring}. {later} takes one parameter."""
    return sql.format_map(_PHRASES)


def ring() -> None:
    """Nothing to do: {ring} in the statement has rung, and is heard at commit."""


class Bell:
    """What a worker sleeps on: LISTEN on its own connection."""

    LOOK = 1.0
    """Seconds between two looks; a promise for later, or one made by hand, rings no bell."""

    def __init__(self) -> None:
        self._heard_by: object = None

    def wait(self, also: int, seconds: float) -> bool:
        """Did it ring? Answers when it does, when `also` is readable, or after `seconds`.

        On a new connection it listens again and says yes: what rang between was not heard.
        """
        connection.ensure_connection()
        raw = cast("psycopg.Connection[Any]", connection.connection)
        if self._heard_by is not raw:
            raw.execute(f"LISTEN {CHANNEL}")
            self._heard_by = raw
            return True
        if list(raw.notifies(timeout=0)):
            return True
        readable, _, _ = select.select([raw.fileno(), also], [], [], seconds)
        return raw.fileno() in readable

    def close(self) -> None:
        connection.close()


TROUBLE = ("08", "53", "55", "57")
"""The first two signs of an SQLSTATE: connection, resources, somebody else's lock, an operator."""
TOO_SLOW = "57014"


def is_away(cause: BaseException | None) -> bool:
    """By what the driver raised. Without an SQLSTATE there was nobody to give one."""
    state = getattr(cause, "sqlstate", None)
    return state is None or (state[:2] in TROUBLE and state != TOO_SLOW)


AUDIT = 7105
_ALONE = 7106
BLANKED = "NEW.data IS NULL AND octet_length(NEW.salt) = 0"


def lock_audit() -> None:
    """Wait for whoever else writes the audit log; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AUDIT])


def settle(table: str) -> None:
    """Wait until nobody has an id of the table that is not committed; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN SHARE MODE")


@contextmanager
def long_read() -> Iterator[None]:
    """Around one statement whose rows are fetched as they are needed, however long that takes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        yield


@contextmanager
def patient() -> Iterator[None]:
    """Around a change of the tables: a statement over all tickets of a large desk takes minutes."""
    with _without("statement_timeout"):
        yield


@contextmanager
def _without(*limits: str) -> Iterator[None]:
    """Of this connection alone, outside a transaction; then they are again what the settings say."""
    with connection.cursor() as cursor:
        for limit in limits:
            cursor.execute(f"SET {limit} = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for limit in limits:
                cursor.execute(f"RESET {limit}")


def make_append_only(editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]) -> None:
    """Refuse DELETE, and every UPDATE but the blanking of payload and salt. `columns` are those that never change."""
    kept = " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)
    editor.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND {BLANKED} AND {kept} THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )


def frailties() -> list[str]:
    """Why something committed might still be lost; empty where it can't. Sentences for people."""
    found = []
    with connection.cursor() as cursor:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] == "off":
                found.append(f"PostgreSQL runs with {name} = off: a crash would lose mail.")
    return found


def folder() -> Path | None:
    """Where the database lies as a file, if it does."""
    return None


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other process of this desk is inside, on this or another machine, however long that is."""
    with _without("statement_timeout", "lock_timeout"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ALONE])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ALONE])


def seconds_off() -> float:
    """How far the database's clock is ahead of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return float(cursor.fetchone()[0]) - time.time()
