"""R20, R21: killed while sending, or cut off after the last dot: sent again as the same mail, counted, never lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from frontdoor.channels.models import Outgoing
from tests.reliability.outbound import answered, asked_by, tried_again
from tests.rude import BREAK, RudeSink, rude_sink
from tests.sinks import free_port

ROOT = Path(__file__).parents[2]


def ids(taken) -> list[bytes]:
    return [raw.split(b"Message-ID: ")[1].split(b"\r\n")[0] for _, raw in taken]


def test_cut_after_the_dot_it_is_sent_again_as_the_same_mail(settings, as_ana, db):
    with rude_sink(end=BREAK) as sink:
        settings.EMAIL_URL = sink.url
        out = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)
        assert (out.state, out.ambiguous) == ("ready", 1)
        sink.answers.clear()
        out = tried_again(out)

    assert (out.state, out.ambiguous) == ("sent", 1)
    assert ids(sink.taken)[-1] == ids(sink.taken)[-2] == f"<{out.message_id}>".encode()


def test_cut_before_the_dot_nothing_is_doubtful(settings, as_ana, db):
    with rude_sink(data=BREAK) as sink:
        settings.EMAIL_URL = sink.url
        out = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)

    assert (out.state, out.ambiguous, sink.taken) == ("ready", 0, [])


def test_a_try_that_ended_without_a_word_is_counted_as_doubtful(settings, as_ana, db):
    with rude_sink(rcpt="450 4.2.0 later") as sink:
        settings.EMAIL_URL = sink.url
        out = answered(asked_by("Cy", "cy@example.org"), "Hello", as_ana)
        Outgoing.objects.filter(pk=out.pk).update(begun_at=out.created_at)
        sink.answers.clear()
        out = tried_again(out)

    assert (out.state, out.ambiguous) == ("sent", 1)


@dataclass(frozen=True)
class Run:
    """`aimed` at the very moment when a mail has been taken, which is the worst; otherwise at any."""

    kills: int
    mails: int
    aimed: bool


def killed(run: Run, folder: Path, database: str) -> tuple[Counter[bytes], dict[bytes, int]]:
    """How often each id reached the sink; the outbox's own ids, and how often it knows that they may have."""
    with rude_sink(free_port()) as sink:
        environment = {
            **os.environ, "FRONTDOOR_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": database, "EMAIL_URL": sink.url,
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.sender_to_kill", str(run.mails)],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=(folder / "log").open("w"), text=True, start_new_session=True,
        )  # fmt: skip
        try:
            _kill(process, sink, run)
            said = [line.split() for line in process.stdout]
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return Counter(ids(sink.taken)), {f"<{name}>".encode(): int(doubts) for name, doubts in said}


def _kill(process: subprocess.Popen, sink: RudeSink, run: Run) -> None:
    chance = random.Random(11)
    for _ in range(run.kills):
        pid = int(process.stdout.readline())
        more = chance.randint(1, max(1, run.mails // (run.kills + 1) - 1))
        until = min(run.mails, len(sink.taken) + more)
        while len(sink.taken) < until:
            os.sched_yield() if run.aimed else time.sleep(0.002)
        time.sleep(0 if run.aimed else chance.uniform(0, 0.05))
        os.kill(pid, signal.SIGKILL)
    process.stdout.readline()
    process.stdin.write("stop\n")
    process.stdin.flush()


@pytest.mark.parametrize(
    "run",
    [
        Run(3, 18, aimed=True),
        pytest.param(Run(100, 600, aimed=True), marks=pytest.mark.soak),
        pytest.param(Run(100, 20_000, aimed=False), marks=pytest.mark.soak),
    ],
)
def test_a_killed_sender_loses_nothing_and_repeats_only_the_mail_in_hand(tmp_path, database, run):
    began = time.monotonic()
    came, owed = killed(run, tmp_path, database)

    repeats = came.total() - len(came)
    print(
        f"R20: {run.kills} kills, {run.mails} mails, {repeats} sent twice ({repeats / run.mails:.2%}),"
        f" {time.monotonic() - began:.0f} s"
    )
    assert set(owed) == set(came) and len(owed) == run.mails
    assert [name for name in came if came[name] - 1 > owed[name]] == [], (
        "repeats that nobody knows of"
    )
    # Two lanes at work: two mails in hand. Which share of all that is, says only how many come between two kills.
    assert repeats <= run.kills * 2
