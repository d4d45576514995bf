"""What is measured: CPU time of this process and of its database, of other processes, and their memory."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` and `goal` are words, `raw` the machine's own limit for the same work."""

    work: str
    value: str
    goal: str = ""
    raw: str = ""


def cpu_ms(call: Callable[[], object], *, runs: int = 30) -> float:
    """Median CPU milliseconds of one call, the database's own process included."""
    for _ in range(3):
        call()
    backend = database_pid()
    spent = []
    for _ in range(runs):
        here, there = time.process_time(), _exact(backend)
        call()
        spent.append((time.process_time() - here) + (_exact(backend) - there))
    return statistics.median(spent) * 1000


def database_pid() -> int | None:
    """The server process behind our connection; None where the database runs inside this one."""
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _exact(pid: int | None) -> float:
    """Seconds on the CPU, to the nanosecond (schedstat); /proc/PID/stat counts in hundredths."""
    if pid is None:
        return 0.0
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


class Spent:
    """CPU since it was made: of a process, of all below it, and of the database's server."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = self._now()

    def seconds(self) -> float:
        """Whoever was born meanwhile counts whole."""
        return sum(used - self._before.get(pid, 0.0) for pid, used in self._now().items())

    def own(self) -> float:
        """Of the one process alone."""
        return _used(self._pid) - self._before[self._pid]

    def _now(self) -> dict[int, float]:
        return {pid: _used(pid) for pid in {*family(self._pid), *database_pids()}}


def _used(pid: int) -> float:
    """Seconds on the CPU so far, ended threads included; 0 for a process that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def pss_mb(pids: Iterable[int]) -> float:
    """Memory of these processes, what they share counted once."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def database_pids() -> list[int]:
    """The server's processes that work for this database or for all, where there is a server on this machine."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname IS NULL OR datname = current_database()"
        )
        return [int(pid) for (pid,) in cursor.fetchall()]
