"""Who is in the data folder: a running desk, or a restore that must have it alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from frontdoor.core.errors import Refused, Unsound

MARK = "restore-unfinished"


@contextmanager
def living_in(folder: Path) -> Iterator[None]:
    """For a running desk and its children; others may live here too. Raises Unsound in a restore."""
    with _lock(folder) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Unsound(
                "A backup is being restored here. Start again when it is done."
            ) from taken
        yield


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """For a restore. Raises Refused while a desk runs here."""
    with _lock(folder) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Refused(f"A desk is running in {folder}. Stop it first.") from taken
        yield


@contextmanager
def unfinished(folder: Path) -> Iterator[None]:
    """Leaves a mark where the block is cut short: half a restore must never send mail."""
    mark = folder / MARK
    mark.touch()
    yield
    mark.unlink()


def require_finished(folder: Path) -> None:
    """Raises Unsound where a restore was cut short."""
    if (folder / MARK).exists():
        raise Unsound(f"A restore was cut short here. Empty {folder} and restore again.")


def _lock(folder: Path) -> IO[bytes]:
    return (folder / "occupied").open("ab")
