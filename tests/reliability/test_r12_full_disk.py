"""R12: a full disk answers 4xx, loses nothing, and needs no restart afterwards."""

from __future__ import annotations

import smtplib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.test_r01_killed import desk
from tests.sinks import free_port

SIZE = "48m"


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 48 MB, in memory."""
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
