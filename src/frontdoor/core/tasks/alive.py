"""Which workers of this machine are alive: each holds a lock, which ends when it does, however.

What a killed worker held is ready again as soon as another one looks here, long before the lease
ends. Workers of other machines have their own folder: for them the lease decides.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


def _folder() -> Path:
    folder = Path(settings.DATA) / "workers" / Path(connection.settings_dict["NAME"]).name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Alive:
    """Made when a worker starts, closed when it holds nothing any more."""

    def __init__(self, worker: str) -> None:
        fresh = _folder() / f".{worker}"
        self._lock = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._path = fresh.rename(_folder() / worker)  # never seen without its lock

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._lock)


def gone() -> Iterator[str]:
    """Workers that ended without a word. A name is forgotten when the caller asks for the next."""
    for path in _folder().glob("[!.]*"):
        if _is_unlocked(path):
            yield path.name
            path.unlink(missing_ok=True)


def _is_unlocked(path: Path) -> bool:
    try:
        lock = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False  # it ended in good order meanwhile
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
