"""How SQLite does what the two databases do differently."""

from __future__ import annotations

import fcntl
import functools
import os
import secrets
import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_CLOCK = "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now'"
_FULL = 2
_PHRASES = {
    "now": f"{_CLOCK})",
    "later": f"{_CLOCK}, '+' || %s || ' seconds')",
    "lease_end": f"{_CLOCK}, '+' || lease || ' seconds')",
    "scattered": f"{_CLOCK}, '+' || (attempt * abs(random() % 10000) / 1000.0) || ' seconds')",
    "skip_locked": "",
    "ring": "",
}


@functools.cache
def phrase(sql: str) -> str:
    """Fills {now} {later} {lease_end} {scattered} {skip_locked} {ring}. {later} takes one parameter."""
    return sql.format_map(_PHRASES)


def ring() -> None:
    """Wakes every worker once the transaction is committed."""
    if not any(promised[1] is _ring for promised in connection.run_on_commit):
        transaction.on_commit(_ring)


def _bells() -> Path:
    return Path(f"{connection.settings_dict['NAME']}-bells")


def _ring() -> None:
    """One byte into the named pipe of each worker; a pipe that nobody reads is a dead worker's."""
    for bell in _bells().glob("*.bell"):
        try:
            pipe = os.open(bell, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            bell.unlink(missing_ok=True)
            continue
        try:
            os.write(pipe, b"!")
        except BlockingIOError:
            continue  # the pipe is full of wakings already
        finally:
            os.close(pipe)


class Bell:
    """What a worker sleeps on: a named pipe beside the database, one for each worker."""

    LOOK = 0.2
    """Seconds between two looks; a promise for later, or from a killed process, rings no bell."""

    def __init__(self) -> None:
        _bells().mkdir(exist_ok=True)
        name = secrets.token_hex(8)
        fresh = _bells() / f"{name}.new"
        os.mkfifo(fresh, 0o600)
        self._pipe = os.open(fresh, os.O_RDWR | os.O_NONBLOCK)
        self._path = fresh.rename(fresh.with_suffix(".bell"))

    def wait(self, also: int, seconds: float) -> bool:
        """Did it ring? Answers when it does, when `also` is readable, or after `seconds`."""
        readable, _, _ = select.select([self._pipe, also], [], [], seconds)
        if self._pipe not in readable:
            return False
        os.read(self._pipe, 65536)
        return True

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._pipe)


AWAY = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
)  # fmt: skip


def is_away(cause: BaseException | None) -> bool:
    """By what the driver raised. Without a code it was our own turn that did not come."""
    code = getattr(cause, "sqlite_errorcode", None)
    return code is None or code & 0xFF in AWAY


BLANKED = "NEW.data IS NULL AND length(NEW.salt) = 0"


def lock_audit() -> None:
    """Nothing to do: a write transaction has the database to itself (BEGIN IMMEDIATE)."""


def settle(table: str) -> None:
    """Nothing to do: ids are taken by the one writer there is."""


@contextmanager
def long_read() -> Iterator[None]:
    """Nothing to do: a statement keeps its own snapshot, and stops no writer."""
    yield


@contextmanager
def patient() -> Iterator[None]:
    """Around a change of the tables; no statement is stopped here."""
    yield


def make_append_only(editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]) -> None:
    """Refuse DELETE, and every UPDATE but the blanking of payload and salt. `columns` are those that never change."""
    kept = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in columns)
    editor.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({BLANKED} AND {kept}) "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )


def frailties() -> list[str]:
    """Why something committed might still be lost; empty where it can't. Sentences for people."""
    with connection.cursor() as cursor:
        level = cursor.execute("PRAGMA synchronous").fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    found = []
    if level < _FULL:
        found.append("SQLite runs with synchronous below FULL: a power cut would lose mail.")
    if journal not in ("wal", "delete", "truncate", "persist"):
        found.append(f"SQLite runs with journal_mode={journal}: a crash could ruin the database.")
    return found


def folder() -> Path | None:
    """Where the database lies as a file, if it does."""
    return Path(str(connection.settings_dict["NAME"])).absolute().parent


@contextmanager
def alone() -> Iterator[None]:
    """Waits until no other process of this desk is inside."""
    path = f"{connection.settings_dict['NAME']}-lock"
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seconds_off() -> float:
    """How far the database's clock is from ours: it is ours."""
    return 0.0
