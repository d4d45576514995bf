"""Django's engine for SQLite, but whoever wants to write waits for a turn.

SQLite has one writer at a time and lets others sleep for 1, 2, 5 … 100 ms and try again: some try
for seconds, while the lock is free in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

from frontdoor.core.db.sqlite3.turns import Turn

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")


class DatabaseWrapper(base.DatabaseWrapper):
    """A turn lasts from BEGIN to COMMIT or ROLLBACK, or for one statement outside a transaction.

    A commit that fails keeps its turn: Django rolls back then.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn = Turn(self.settings_dict)

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.turn = self.turn
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.turn.give_up()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.turn.give_up()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.turn.give_up()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.turn.give_up()


class Cursor(base.SQLiteCursorWrapper):
    """Takes a turn of its own for a write outside a transaction."""

    turn: Turn

    def execute(self, query: Any, params: Any = None) -> Any:
        if self.turn.taken or not query.lstrip().startswith(WRITES):
            return super().execute(query, params)
        with self._one_turn():
            return super().execute(query, params)

    def executemany(self, query: Any, param_list: Any) -> Any:
        if self.turn.taken:
            return super().executemany(query, param_list)
        with self._one_turn():
            return super().executemany(query, param_list)

    @contextmanager
    def _one_turn(self) -> Iterator[None]:
        self.turn.take()
        try:
            yield
        finally:
            self.turn.give_up()
