"""Whose turn it is to write: a lock among the threads of a process, then a file lock among processes.

The kernel wakes the next in the queue at once, and frees what a killed process held.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.db import OperationalError

SHORT = (0.0005, 0.001, 0.002, 0.004)
"""Seconds between looks before we queue in the kernel, where nobody is forgotten."""


class Gate:
    """One for each database and process."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._inside = threading.Lock()
        self._file = self._open()

    def _open(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def enter(self, seconds: float) -> None:
        """Raises OperationalError, as SQLite does, after so many seconds."""
        until = time.monotonic() + seconds
        if not self._inside.acquire(timeout=seconds):
            raise OperationalError("database is locked")
        if not self._lock(until):
            self._inside.release()
            raise OperationalError("database is locked")

    def leave(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._inside.release()

    def close(self) -> None:
        os.close(self._file)

    def _lock(self, until: float) -> bool:
        # Most turns are short: a few looks cost less than the thread that queues for us.
        for pause in SHORT:
            if self._is_free():
                return True
            time.sleep(min(pause, max(0.0, until - time.monotonic())))
        return self._is_free() or self._queue(until)

    def _is_free(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _queue(self, until: float) -> bool:
        """The call that waits in the kernel has no time limit, so a thread makes it."""
        waiting = threading.Thread(
            target=fcntl.flock, args=(self._file, fcntl.LOCK_EX), daemon=True
        )
        waiting.start()
        waiting.join(max(0.0, until - time.monotonic()))
        if not waiting.is_alive():
            return True
        threading.Thread(
            target=_release_when_reached, args=(waiting, self._file), daemon=True
        ).start()
        self._file = self._open()
        return False


def _release_when_reached(waiting: threading.Thread, file: int) -> None:
    waiting.join()
    os.close(file)


_gates: dict[str, Gate] = {}


def _gate(path: str) -> Gate:
    return _gates.get(path) or _gates.setdefault(path, Gate(path))


def _leave_to_the_parent() -> None:
    """A child queues for itself, and must not keep the file open that a killed parent had locked."""
    for gate in _gates.values():
        gate.close()
    _gates.clear()


os.register_at_fork(after_in_child=_leave_to_the_parent)


class Turn:
    """One connection's turns."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = settings
        self._gate: Gate | None = None

    @property
    def taken(self) -> bool:
        return self._gate is not None

    def take(self) -> None:
        name = str(self._settings["NAME"])
        if self._gate is None and ":memory:" not in name and "mode=memory" not in name:
            gate = _gate(f"{name}-turn")
            gate.enter(self._settings["OPTIONS"].get("timeout", 5.0))
            self._gate = gate

    def give_up(self) -> None:
        if self._gate is not None:
            gate, self._gate = self._gate, None
            gate.leave()
