"""R20, R21: killed while sending, or cut off after the last dot: sent again as the same mail, counted, never lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from frontdoor.channels.models import Outgoing
from tests.reliability.outbound import answered, asked_by, tried_again
from tests.rude import BREAK, rude_sink
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


def killed(kills: int, mails: int, folder: Path, database: str) -> tuple[list[bytes], set[str]]:
    """The ids that reached the sink, and those of the outbox; the sender is killed so many times meanwhile."""
    with rude_sink(free_port()) as sink:
        environment = {
            **os.environ, "FRONTDOOR_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DATABASE_URL": database, "EMAIL_URL": sink.url,
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.sender_to_kill", str(mails)],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=(folder / "log").open("w"), text=True, start_new_session=True,
        )  # fmt: skip
        try:
            _kill(process, sink, kills, mails)
            said = process.stdout.read().split()
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return ids(sink.taken), set(said)


def _kill(process: subprocess.Popen, sink, kills: int, mails: int) -> None:
    chance = random.Random(11)
    for _ in range(kills):
        pid = int(process.stdout.readline())
        until = len(sink.taken) + chance.randint(1, max(1, mails // (kills + 1) - 1))
        while len(sink.taken) < until and len(set(ids(sink.taken))) < mails:
            os.sched_yield()
        os.kill(pid, signal.SIGKILL)
    process.stdout.readline()
    process.stdin.write("stop\n")
    process.stdin.flush()


@pytest.mark.soak
@pytest.mark.parametrize("kills", [100])
def test_a_killed_sender_loses_nothing_and_repeats_only_the_mail_in_hand(
    tmp_path, database, kills, capsys
):
    came, owed = killed(kills, kills * 6, tmp_path, database)

    repeats = len(came) - len(set(came))
    with capsys.disabled():
        print(f"\nR20: {kills} kills, {len(owed)} mails, {repeats} sent twice")
    assert {f"<{name}>".encode() for name in owed} == set(came) and len(owed) == kills * 6
    assert repeats <= kills * 2  # two lanes at work: two mails in hand
