"""R01: the desk is killed at random points while mail pours in; nothing is lost, nothing is doubled.

A run counts only if the harness sees the three seeded faults as well.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reliability.senders import Senders
from tests.sinks import free_port

ROOT = Path(__file__).parents[2]
FEW = 6
"""Enough kills to see a fault most times; a run that missed it is followed by another."""


@dataclass(frozen=True)
class Run:
    accepted: set[str]
    permanent: list[str]
    state: dict

    @property
    def lost(self) -> set[str]:
        return {name for name in self.accepted if not self.state["messages"].get(name)}

    @property
    def doubled(self) -> set[str]:
        return {name for name, count in self.state["messages"].items() if count > 1}


def run(fault: str, kills: int, folder: Path, database: str) -> Run:
    port = free_port()
    with desk(fault, port, folder, database) as (process, senders):
        chance = random.Random(7)
        for _ in range(kills):
            pid = int(process.stdout.readline())
            senders.wait_for(chance.randint(1, 5))
            time.sleep(chance.uniform(0, 0.05))
            os.kill(pid, signal.SIGKILL)
        process.stdout.readline()
        senders.stop()
        state = ended(process)
    return Run(senders.accepted, senders.permanent, state)


def ended(process: subprocess.Popen) -> dict:
    """Stops a desk once it has nothing left to do; its state."""
    process.stdin.write("stop\n")
    process.stdin.flush()
    return json.loads(process.stdout.read().strip().splitlines()[-1])


@contextmanager
def desk(
    fault: str, port: int, folder: Path, database: str, many: int = 6
) -> Iterator[tuple[subprocess.Popen, Senders]]:
    environment = {
        **os.environ, "FRONTDOOR_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DATABASE_URL": database,
        "FRONTDOOR_MAIL_LISTEN": f"127.0.0.1:{port}", "EMAIL_URL": "", "FRONTDOOR_MIN_FREE": "0",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.desk_to_kill", fault, str(port)],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
        start_new_session=True,
    )  # fmt: skip
    senders = Senders(port, many)
    senders.start()
    try:
        yield process, senders
    finally:
        senders._stop.set()
        os.killpg(process.pid, signal.SIGKILL)  # its child as well
        process.wait()


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_nothing_is_lost_or_doubled(tmp_path, database, kills):
    done = run("none", kills, tmp_path, database)

    print(
        f"{kills} kills: {len(done.accepted)} accepted, {len(done.lost)} lost, {len(done.doubled)} doubled"
    )
    assert len(done.accepted) > 1.5 * kills
    assert (done.lost, done.doubled, done.permanent) == (set(), set(), [])
    assert done.state["integrity"] == "ok" and done.state["bad"] == ""
    assert (
        done.state["tickets"]
        == len(done.state["messages"])
        == done.state["entries"]
        == done.state["reactions"]
    )


@pytest.mark.parametrize("fault", ["answer-before-commit", "two-transactions"])
def test_the_harness_sees_what_is_lost(tmp_path, database, fault):
    assert any(run(fault, FEW, tmp_path, database).lost for _ in range(4))


def test_the_harness_sees_what_is_doubled(tmp_path, database):
    assert any(run("no-duplicate-check", FEW, tmp_path, database).doubled for _ in range(4))
