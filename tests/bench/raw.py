"""The raw limits: what this machine does without us, measured in the same run."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from tests.bench.meters import Figure

TIMES = 200


def limits(folder: Path) -> list[Figure]:
    """One durable write to a file, and one durable transaction of the database that ships with Python."""
    return [
        Figure("raw: write 5 kB and fsync", f"{_fsync(folder):.2f} ms"),
        Figure("raw: durable SQLite transaction", f"{_transaction(folder):.2f} ms"),
        Figure("raw: one million additions in Python", f"{_python():.0f} ms CPU"),
    ]


def _fsync(folder: Path) -> float:
    start = time.perf_counter()
    with (folder / "raw").open("wb", buffering=0) as file:
        for _ in range(TIMES):
            file.write(b"x" * 5000)
            os.fsync(file.fileno())
    return (time.perf_counter() - start) / TIMES * 1000


def _transaction(folder: Path) -> float:
    database = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (a TEXT)"
    )
    start = time.perf_counter()
    for _ in range(TIMES):
        database.executescript("BEGIN IMMEDIATE; INSERT INTO t VALUES ('x'); COMMIT")
    return (time.perf_counter() - start) / TIMES * 1000


def _python() -> float:
    start = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - start) * 1000
