"""R14: the database is stopped, or locked by somebody else, under load by SMTP, HTTP and IMAP; nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.dovecot import Dovecot
from tests.own_postgres import OwnPostgres, own_postgres
from tests.reliability.ways import ended, new_mailbox, pouring, token, traces
from tests.served import Installation, installed, serving

pytestmark = pytest.mark.xdist_group("dovecot")
Outage = Callable[[float], AbstractContextManager[None]]
BACK = 5.0
"""Seconds after the database until every way works."""
LOCK = """
import sqlite3, sys
line = sqlite3.connect(sys.argv[1], isolation_level=None)
line.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
"""


def stopped(server: OwnPostgres) -> Outage:
    @contextmanager
    def away(seconds: float) -> Iterator[None]:
        server.stop()
        time.sleep(seconds)
        yield
        server.start()

    return away


def locked(installation: Installation) -> Outage:
    """By another process, which knows nothing of the desk's turns."""

    @contextmanager
    def away(seconds: float) -> Iterator[None]:
        line = [sys.executable, "-c", LOCK, str(installation.data / "frontdoor.sqlite3")]
        with subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdin and other.stdout and other.stdout.readline() == "locked\n"
            time.sleep(seconds)
            yield
            other.stdin.write("\n")

    return away


def weathered(
    installation: Installation, dovecot: Dovecot, outages: list[float], away: Outage
) -> float:
    """What R14 asks for, at each of them; the longest that anything took to come back."""
    user, key = new_mailbox(installation, dovecot), token(installation)
    slowest = 0.0
    with serving(installation) as desk, pouring(desk, dovecot, user, key) as ways:
        for seconds in outages:
            ways.back()
            with away(seconds):
                _nothing_left_its_mailbox(dovecot, user)
            back = ways.back()
            print({name: round(took, 1) for name, took in back.items()}, "after", seconds)
            slowest = max(slowest, *back.values())
        ways.stop()
        end = ended(ways)
        log = desk.log
    print(f"R14: {ways.told}; back after {slowest:.1f} s at most; {end}")
    assert (end.lost, end.doubled, ways.senders.permanent) == (set(), set(), [])
    assert not ways.wrong
    assert set(ways.senders.said) <= {451}
    assert traces(log) == set()
    return slowest


def _nothing_left_its_mailbox(dovecot: Dovecot, user: str) -> None:
    """What lies there while nothing can be committed lies there still a moment later."""
    before = dovecot.uids(user)
    time.sleep(0.3)
    assert before <= dovecot.uids(user)


@pytest.fixture
def on_own_postgres(tmp_path: Path, near: dict[str, str]) -> Iterator[tuple[Installation, Outage]]:
    with own_postgres() as server:
        yield Installation(tmp_path / "data", server.url, near), stopped(server)


@pytest.fixture
def on_sqlite(tmp_path: Path, near: dict[str, str]) -> Iterator[tuple[Installation, Outage]]:
    with installed(tmp_path / "data", **near) as installation:
        yield installation, locked(installation)


@pytest.mark.postgres
def test_postgresql_may_stop_at_any_moment(on_own_postgres, dovecot):
    installation, away = on_own_postgres
    weathered(installation, dovecot, [0.5, 1.5], away)


@pytest.mark.soak
@pytest.mark.postgres
def test_postgresql_may_stop_twenty_times(on_own_postgres, dovecot):
    installation, away = on_own_postgres
    assert weathered(installation, dovecot, [1.0] * 18 + [10.0, 30.0], away) <= BACK


@pytest.mark.sqlite
def test_sqlite_may_be_locked_by_somebody_else_for_a_moment(on_sqlite, dovecot):
    installation, away = on_sqlite
    weathered(installation, dovecot, [2.0], away)


@pytest.mark.soak
@pytest.mark.sqlite
def test_sqlite_may_be_locked_by_somebody_else_for_half_a_minute(on_sqlite, dovecot):
    installation, away = on_sqlite
    assert weathered(installation, dovecot, [30.0, 1.0, 12.0], away) <= BACK
