"""R04, R05: a sender that is cut off at any byte, or gives up while the desk is slow with its 250, and comes again."""

from __future__ import annotations

import random
import smtplib
import socket
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest

from tests.reliability.test_r01_killed import desk, ended
from tests.sinks import free_port

ABRUPT = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection is reset instead of closed in good order."""
Place = Callable[[bytes, random.Random], int]
PLACES: dict[str, Place] = {
    "before the first byte": lambda raw, chance: 0,
    "among the headers": lambda raw, chance: chance.randrange(1, raw.index(b"\r\n\r\n")),
    "between two ends of a line": lambda raw, chance: raw.index(b"\r\n\r\n") + chance.randint(1, 3),
    "among the words": lambda raw, chance: chance.randrange(raw.index(b"\r\n\r\n") + 4, len(raw)),
    "before the dot": lambda raw, chance: len(raw),
    "after the dot alone": lambda raw, chance: len(raw) + 1,
    "within the last end of line": lambda raw, chance: len(raw) + 2,
    "after the dot, before 250": lambda raw, chance: len(raw) + 3,
}


def mail(name: str) -> bytes:
    return (
        f"From: Cy <cy@example.org>\r\nTo: desk@localhost\r\nSubject: Cut {name}\r\nMessage-ID: <{name}>\r\n"
        f"Date: Wed, 25 Nov 2026 10:00:00 +0000\r\n\r\nWords of {name}\r\n"
    ).encode()


@contextmanager
def in_data(port: int) -> Iterator[socket.socket]:
    """A connection to which the mail's own bytes may be said."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        said = line.makefile("rb")
        said.readline()
        for words in (
            "HELO away",
            "MAIL FROM:<cy@example.org>",
            "RCPT TO:<desk@localhost>",
            "DATA",
        ):
            line.sendall(f"{words}\r\n".encode())
            said.readline()
        yield line


def cut(port: int, raw: bytes, place: int, *, abrupt: bool) -> None:
    with in_data(port) as line:
        line.sendall((raw + b".\r\n")[:place])
        if abrupt:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)


def sent(port: int, raw: bytes, patience: float = 60) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=patience) as server:
        server.sendmail("cy@example.org", ["desk@localhost"], raw)


@pytest.mark.parametrize("each", [3, pytest.param(63, marks=pytest.mark.soak)])
def test_cut_at_any_byte_and_repeated_it_is_one_ticket(tmp_path, database, each):
    port, chance = free_port(), random.Random(4)
    names = [f"{n}.{place}@cut.example" for place in range(len(PLACES)) for n in range(each)]
    with desk("right", port, tmp_path, database, many=0) as (process, senders):
        senders.wait_until_up()
        for name in names:
            raw, where = mail(name), list(PLACES.values())[int(name.split(".")[1].split("@")[0])]
            for _ in range(chance.randint(1, 3)):
                cut(port, raw, where(raw, chance), abrupt=chance.random() < 0.5)
            sent(port, raw)
        state = ended(process)

    assert state["messages"] == dict.fromkeys(names, 1)
    assert state["tickets"] == len(names)
    assert (state["bad"], state["integrity"]) == ("", "ok")


@pytest.mark.parametrize(
    ("slow", "patience", "mails"), [(1.5, 0.5, 3), pytest.param(30, 10, 20, marks=pytest.mark.soak)]
)
def test_given_up_before_a_slow_250_and_sent_again_it_is_one_ticket(
    tmp_path, database, slow, patience, mails
):
    port = free_port()
    names = [f"{n}@slow.example" for n in range(mails)]
    with desk(f"slow {slow}", port, tmp_path, database, many=0) as (process, senders):
        senders.wait_until_up()
        with ThreadPoolExecutor(mails) as impatient:
            list(impatient.map(lambda name: _twice(port, name, slow, patience), names))
        state = ended(process)

    assert state["messages"] == dict.fromkeys(names, 1)
    assert state["tickets"] == mails


def _twice(port: int, name: str, slow: float, patience: float) -> None:
    with pytest.raises((OSError, smtplib.SMTPException)):
        sent(port, mail(name), patience)
    while True:
        with suppress(smtplib.SMTPServerDisconnected):  # the desk's own patience may end too
            return sent(port, mail(name), slow * 4 + 60)
