"""R11: mails that are made to be expensive; the next one does not wait for them, and neither does the web."""

from __future__ import annotations

import json
import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles

import pytest

from tests.mail_catalogue import catalogue, mail
from tests.served import Installation, Served, answers, installed, serving, until

pytestmark = pytest.mark.soak
HOGS = ("M05", "M06", "M07", "M12", "M13", "M14", "M51", "M52")
NEXT = 2.0
"""Seconds until the mail behind a hog is a ticket."""


def test_what_is_expensive_to_read_delays_neither_the_next_mail_nor_the_web(tmp_path: Path):
    hogs = {name: catalogue()[name] for name in HOGS}
    with installed(tmp_path / "desk") as installation, serving(installation) as desk:
        read = _reader(installation, desk)
        _send(installation, _good("warm"))
        until(lambda: read("After warm"))
        with _measured(desk) as alone:
            time.sleep(5)
        waits = {}
        with _measured(desk) as busy:
            for name, raw in hogs.items():
                _send(installation, raw)
                started = time.monotonic()
                _send(installation, _good(name))
                until(lambda name=name: read(f"After {name}"))
                waits[name] = time.monotonic() - started
    print(
        f"next mail after {max(waits.values()):.2f} s at most; "
        f"web p95 {_p95(alone):.1f} ms alone, {_p95(busy):.1f} ms beside"
    )
    assert max(waits.values()) <= NEXT, waits


def _good(name: str) -> bytes:
    return mail(
        "Please help.\r\n", subject=f"After {name}", message_id=f"<after-{name}@hog.example>"
    )


def _send(installation: Installation, raw: bytes) -> None:
    line = smtplib.SMTP("127.0.0.1", installation.mail_port, timeout=60)
    with line as server, suppress(smtplib.SMTPDataError):  # too large a hog may be refused
        server.sendmail("ana@customer.example", ["desk@localhost"], raw)


def _reader(installation: Installation, desk: Served) -> Callable[[str], bool]:
    """Asks the desk by its API whether there is a ticket of this subject."""
    made = installation.run(
        "person", "create", "ada@desk.example", "--name", "Ada", "--role", "admin"
    )
    assert made.returncode == 0, made.stderr
    secret = installation.run("token", "create", "--person", "ada@desk.example", "--scope", "read")
    head = {"Authorization": f"Bearer {secret.stdout.strip()}"}

    def found(subject: str) -> bool:
        time.sleep(0.05)
        answer = json.loads(desk.ask("GET", "/api/v1/tickets?limit=5", headers=head).read())
        return subject in json.dumps(answer)

    return found


@contextmanager
def _measured(desk: Served) -> Iterator[list[float]]:
    """Milliseconds of a page that is loaded ten times a second until the block ends."""
    waits: list[float] = []
    done = threading.Event()

    def visit() -> None:
        while not done.wait(0.1):
            started = time.monotonic()
            assert answers(desk, "/login/")
            waits.append((time.monotonic() - started) * 1000)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield waits
    finally:
        done.set()
        visitor.join()


def _p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1]
