"""R12: a full disk answers 4xx, loses nothing, and needs no restart afterwards."""

from __future__ import annotations

import smtplib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.test_r01_killed import desk
from tests.reliability.ways import ended, new_mailbox, pouring, token, traces
from tests.served import answers, installed, serving
from tests.sinks import free_port

SIZE = "64m"


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 64 MB, in memory."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        pytest.fail(f"no small disk: {made.stderr}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def answer(port: int, n: int) -> int:
    raw = f"From: S <s@example.org>\r\nSubject: {n}\r\nMessage-ID: <f{n}@example.org>\r\n\r\n{'x' * 20_000}\r\n"
    with smtplib.SMTP("127.0.0.1", port, timeout=120) as server:
        server.ehlo()
        server.mail("s@example.org")
        server.rcpt("desk@localhost")
        return server.data(raw)[0]


def test_a_full_disk_is_said_as_passing_and_recovers(small_disk, database):
    with desk("none", port := free_port(), small_disk, database, many=0) as (process, senders):
        process.stdout.readline()
        senders.wait_until_up()
        taken = [n for n in range(3) if answer(port, n) == 250]
        ballast = fill(small_disk)
        refused = [answer(port, n) for n in range(10, 16)]
        ballast.unlink()
        late = [n for n in range(20, 23) if answer(port, n) == 250]
        process.stdin.write("stop\n")
        process.stdin.flush()
        last = process.stdout.read().strip().splitlines()[-1]

    assert taken == [0, 1, 2] and late == [20, 21, 22]
    assert {code // 100 for code in refused} == {4}
    assert all(f"f{n}@example.org" in last for n in [*taken, *late])
    assert not any(f"f{n}@example.org" in last for n in range(10, 16))


@pytest.mark.soak
@pytest.mark.xdist_group("dovecot")
def test_a_disk_that_fills_under_load_loses_nothing(small_disk, near, dovecot):
    """By SMTP, API and IMAP at once; pages are read meanwhile, and afterwards all goes on by itself."""
    with installed(small_disk, **near) as installation:  # its log lies beside it
        user, key = new_mailbox(installation, dovecot), token(installation)
        with serving(installation) as served, pouring(served, dovecot, user, key) as ways:
            ways.back()
            ballast = fill(small_disk)
            time.sleep(1)
            before = dovecot.uids(user)
            time.sleep(20)
            assert before <= dovecot.uids(user) and answers(served, "/login/")
            ballast.unlink()
            seconds = ways.back()
            ways.stop()
            end, log = ended(ways), served.log
    print(f"R12: {ways.told}; back after {max(seconds.values()):.1f} s at most; {end}")
    assert (end.lost, end.doubled, ways.senders.permanent) == (set(), set(), [])
    assert set(ways.senders.said) <= {451, 452} and ways.senders.said
    assert not ways.wrong and traces(log) == set()


def fill(folder: Path) -> Path:
    """Every last byte."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast
