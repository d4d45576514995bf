"""R02, R06, R07 in full: fetchers of a real Dovecot, killed at random and between commit and EXPUNGE."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.channels.adapters.email.providers_said import postmark
from tests.channels.conftest import letter
from tests.dovecot import PASSWORD, Dovecot
from tests.served import Installation, installed, serving, until

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("dovecot")]
KILLS, EACH, FETCHERS = 100, 20, 8
RUNNER = "tests.reliability.fetcher_to_kill"
SPOOLED = (
    "from frontdoor.channels.models import Spooled; import json;"
    "print(json.dumps(list(Spooled.objects.values_list('sha256', flat=True))))"
)
DOUBLES = (
    "from frontdoor.channels.models import Spooled;"
    "print(Spooled.objects.filter(outcome='duplicate').count())"
)
TICKETS = "from frontdoor.tickets.models import Ticket; print(Ticket.objects.count())"


@pytest.fixture
def installation(tmp_path: Path, near: dict[str, str]) -> Iterator[Installation]:
    with installed(tmp_path / "data", **near) as new:
        yield new


def mailbox(installation: Installation, dovecot: Dovecot, after: str = "delete") -> str:
    """The desk fetches from it, once a fetcher runs; its user."""
    name = dovecot.new_user()
    port = str(dovecot.tls_port)
    adding = installation.python(RUNNER, "add", "localhost", port, name, PASSWORD, after)
    assert adding.wait(120) == 0
    return name


@contextmanager
def fetching(installation: Installation, many: int = 1) -> Iterator[None]:
    running = [installation.python(RUNNER, "run") for _ in range(many)]
    yield
    for fetcher in running:
        fetcher.terminate()
    assert [fetcher.wait(60) for fetcher in running] == [0] * many


@contextmanager
def reading(installation: Installation) -> Iterator[None]:
    worker = installation.start("worker")
    yield
    worker.terminate()
    worker.wait(60)


def mails(many: int, first: int = 0) -> list[bytes]:
    return [
        letter(f"Body {n}", Subject=f"Mail {n}", Message_ID=f"<{n}@example.org>")
        .replace("\n", "\r\n")
        .encode()
        for n in range(first, first + many)
    ]


def names(raws: list[bytes]) -> set[str]:
    return {hashlib.sha256(raw).hexdigest() for raw in raws}


def spooled(installation: Installation) -> list[str]:
    return list(json.loads(installation.tell(SPOOLED)))


def killed(installation: Installation, how: str) -> bool:
    """Did it end itself between commit and EXPUNGE, before we killed it at random?"""
    fetcher = installation.python(RUNNER, "run", *([how] if how else []))
    assert fetcher.stdout and fetcher.stdout.readline() == "up\n"
    try:
        fetcher.wait(20 if how else random.uniform(0, 1))
    except subprocess.TimeoutExpired:
        fetcher.kill()
        fetcher.wait()
        return False
    return fetcher.returncode == -signal.SIGKILL


def test_r02_every_mail_is_one_ticket_however_often_the_fetcher_is_killed(installation, dovecot):
    began, between, user = time.monotonic(), 0, mailbox(installation, dovecot)
    for number in range(KILLS):
        dovecot.put(user, *mails(EACH, number * EACH))
        between += killed(installation, "after-commit" if number % 2 else "")
        there = set(spooled(installation)) | names(dovecot.held(user))
        assert there >= names(mails((number + 1) * EACH)), "a mail was deleted before it was ours"
    with fetching(installation), reading(installation):
        until(lambda: not dovecot.uids(user), 600)
        until(lambda: int(installation.tell(TICKETS)) >= KILLS * EACH, 1800)

    taken = spooled(installation)
    tickets = int(installation.tell(TICKETS))
    print(
        f"R02: {KILLS} kills, {between} of them between commit and EXPUNGE, {KILLS * EACH} mails, {len(taken)} taken,"
        f" {tickets} tickets, {time.monotonic() - began:.0f} s"
    )
    assert between == KILLS // 2
    assert sorted(taken) == sorted(names(mails(KILLS * EACH)))
    assert tickets == KILLS * EACH and installation.tell(DOUBLES) == "0"


def test_r07_many_fetchers_and_a_web_hook_take_each_mail_once(installation, dovecot):
    """The mailbox is handed over to a provider, which tells all of it again, while eight fetchers are at work."""
    began, user, every = time.monotonic(), mailbox(installation, dovecot), mails(500)
    with serving(installation) as desk, fetching(installation, FETCHERS):
        dovecot.put(user, *every)
        assert len(spooled(installation)) < len(every), "all was fetched before it was told again"
        told = installation.python(RUNNER, "hand-over")
        assert told.stdout
        secret = told.stdout.read().strip()
        for raw in every:
            hand_over(desk.port, f"/mail/in/{secret}/", raw, user)
        until(lambda: not waiting(installation), 600)
        log = desk.log

    doubles = int(installation.tell(DOUBLES))
    print(
        f"R07: {len(every)} mails by two ways, {doubles} told twice, {time.monotonic() - began:.0f} s"
    )
    assert installation.tell(TICKETS) == str(len(every))
    assert doubles > 0 and '"level": "error"' not in log


def hand_over(port: int, path: str, raw: bytes, to: str) -> None:
    """As providers do: again until it is taken."""
    body, kind, headers = postmark(raw, to)
    line = HTTPConnection("127.0.0.1", port, timeout=120)
    line.request("POST", path, body, {"Content-Type": kind, **headers})
    assert line.getresponse().status == 200
    line.close()


def waiting(installation: Installation) -> bool:
    code = "from frontdoor.channels.models import Spooled; print(Spooled.objects.filter(state='waiting').count())"
    return installation.tell(code) != "0"


@pytest.mark.parametrize("after", ["delete", "move", "leave"])
def test_r06_what_comes_again_by_any_way_is_one_ticket(installation, dovecot, after):
    """Put there again, dragged back from the folder of what is done, and numbered anew where it lies."""
    began, user, many, times = time.monotonic(), mailbox(installation, dovecot, after), 200, 5
    with reading(installation), fetching(installation):
        dovecot.put(user, *mails(many))
        for time_ in range(1, times + 1):
            until(lambda time_=time_: len(spooled(installation)) >= many * time_, 600)
            again(dovecot, user, after)
            dovecot.kick(user)
        until(lambda: len(spooled(installation)) >= many * (times + 1), 600)
        until(lambda: after == "leave" or not dovecot.uids(user), 600)
        until(lambda: not waiting(installation), 600)

    doubles = int(installation.tell(DOUBLES))
    print(
        f"R06, {after}: {many} mails {times} times again, {doubles} known, {time.monotonic() - began:.0f} s"
    )
    assert installation.tell(TICKETS) == str(many)
    assert set(spooled(installation)) == names(mails(many)) and doubles >= many * times


def again(dovecot: Dovecot, user: str, after: str) -> None:
    if after == "delete":
        dovecot.put(user, *mails(200))
    if after == "move":
        until(lambda: not dovecot.uids(user))
        dovecot.drag(user, "Done", "INBOX")
    dovecot.renumber(user)
