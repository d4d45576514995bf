"""The long tests of stopping and of slow visitors (R36, R44); bin/soak runs them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from statistics import quantiles

import pytest

from tests.reliability.senders import Senders
from tests.served import Installation, Served, answers, installed, serving, until

pytestmark = pytest.mark.soak

STOPS = 50
LONGEST_STOP = 12.0
"""Seconds: ten until the parent kills, and two for a busy machine."""


@contextmanager
def visitors(desk: Served, many: int = 8) -> Iterator[None]:
    """People who load pages, one after another, until the block ends."""
    done = threading.Event()

    def visit() -> None:
        while not done.is_set():
            answers(desk, "/login/")

    threads = [threading.Thread(target=visit) for _ in range(many)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_it_stops_in_time_under_load_every_time_and_loses_no_mail(tmp_path: Path):
    with installed(tmp_path / "data") as installation:
        senders = Senders(installation.mail_port)
        senders.start()
        stops = [_stopped(installation, senders) for _ in range(STOPS)]
        installation.log.unlink()  # the port of the last one stands in it
        with serving(installation) as desk:
            senders.stop()
            until(lambda: answers(desk, "/readyz"))
            until(lambda: senders.accepted <= set(_subjects(installation)))
        subjects = _subjects(installation)

    taken = len(senders.accepted)
    print(f"{STOPS} stops, the longest {max(stops):.1f} s; {taken} mails taken, 0 lost")
    assert max(stops) <= LONGEST_STOP
    assert senders.permanent == [] and len(subjects) == len(set(subjects))


def _stopped(installation: Installation, senders: Senders) -> float:
    """How long one stop took, under load."""
    installation.log.unlink(missing_ok=True)
    with serving(installation) as desk, visitors(desk):
        senders.wait_for(5)
        started = time.monotonic()
        assert desk.stop() == 0
    return time.monotonic() - started


def _subjects(installation: Installation) -> list[str]:
    """Ids of the mails that tickets were made of."""
    said, _ = installation.python("tests.site.archive.filled", "show").communicate(timeout=600)
    return [subject.removeprefix("Mail ") for subject in json.loads(said)["tickets"].values()]


def test_five_hundred_slow_senders_delay_nobody_and_are_cut_off(tmp_path: Path):
    with installed(tmp_path / "data") as installation, serving(installation) as desk:
        slow = [socket.create_connection(("127.0.0.1", desk.port)) for _ in range(500)]
        for sender in slow:
            sender.sendall(b"POST /login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n")
        waits = sorted(_timed(desk) for _ in range(200))

        print(f"p95 of 200 pages beside 500 slow senders: {quantiles(waits, n=20)[-1]:.3f} s")
        assert quantiles(waits, n=20)[-1] < 1.0
        for sender in slow:
            sender.settimeout(60)
            assert b" 408 " in sender.recv(64)


def _timed(desk: Served) -> float:
    started = time.monotonic()
    try:
        assert desk.ask("GET", "/login/").status == 200
    except (OSError, HTTPException):
        pytest.fail("a page did not come")
    return time.monotonic() - started
