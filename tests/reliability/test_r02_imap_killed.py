"""R02, R06, R07 in full: fetchers of a real Dovecot, killed at random and between commit and EXPUNGE."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.conftest import letter
from tests.dovecot import PASSWORD, Dovecot
from tests.served import Installation, installed, until

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("dovecot")]
MAILS, KILLS, FETCHERS = 2000, 100, 8
RUNNER = "tests.reliability.fetcher_to_kill"
COUNT = (
    "from frontdoor.channels.models import Spooled; from frontdoor.tickets.models import Ticket;"
    "print(Spooled.objects.count(), Spooled.objects.filter(outcome='duplicate').count(), Ticket.objects.count())"
)


@pytest.fixture
def installation(tmp_path: Path, dovecot: Dovecot) -> Iterator[Installation]:
    environ = {
        "FRONTDOOR_EGRESS_ALLOW": "127.0.0.0/8,::1/128",
        "SSL_CERT_FILE": str(dovecot.authority.certificate),
    }
    with installed(tmp_path / "data", **environ) as new:
        yield new


@pytest.fixture
def user(installation: Installation, dovecot: Dovecot) -> str:
    name = dovecot.new_user()
    adding = installation.python(RUNNER, "add", "localhost", str(dovecot.tls_port), name, PASSWORD)
    assert adding.wait(120) == 0
    return name


def mails(many: int) -> list[bytes]:
    return [
        letter(f"Body {n}", Subject=f"Mail {n}", Message_ID=f"<{n}@example.org>")
        .replace("\n", "\r\n")
        .encode()
        for n in range(many)
    ]


def counts(installation: Installation) -> tuple[int, int, int]:
    """Spooled rows, duplicates, tickets."""
    told = subprocess.run(
        installation.inline(COUNT),
        env=installation.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    spooled, duplicates, tickets = map(int, told.stdout.split())
    return spooled, duplicates, tickets


def is_empty(dovecot: Dovecot, user: str) -> bool:
    with dovecot.client(user) as client:
        return client.select("INBOX", readonly=True)[1] == [b"0"]


def test_r02_every_mail_is_one_ticket_however_often_the_fetcher_is_killed(
    installation, user, dovecot
):
    dovecot.put(user, *mails(MAILS))
    for number in range(KILLS):
        fetcher = installation.python(RUNNER, "run", *(["after-commit"] if number % 2 else []))
        try:
            fetcher.wait(random.uniform(1.0, 4.0))
        except subprocess.TimeoutExpired:
            fetcher.kill()
            fetcher.wait()
        left = len(mails_in(dovecot, user))
        assert counts(installation)[0] + left >= MAILS
    fetcher = installation.python(RUNNER, "run")
    until(lambda: is_empty(dovecot, user), 600)
    fetcher.terminate()

    worker = installation.start("worker")
    until(lambda: counts(installation)[2] == MAILS, 1800)
    worker.terminate()
    assert counts(installation) == (MAILS, 0, MAILS)


def mails_in(dovecot: Dovecot, user: str) -> list[bytes]:
    with dovecot.client(user) as client:
        client.select("INBOX", readonly=True)
        return list(client.uid("SEARCH", "ALL")[1][0].split())


def test_r07_many_fetchers_of_one_mailbox_take_each_mail_once(installation, user, dovecot):
    fetchers = [installation.python(RUNNER, "run") for _ in range(FETCHERS)]
    dovecot.put(user, *mails(500))
    until(lambda: is_empty(dovecot, user), 600)
    for fetcher in fetchers:
        fetcher.terminate()
        assert fetcher.wait(30) == 0

    assert counts(installation)[0] == 500
    assert "ERROR" not in installation.log.read_text() if installation.log.exists() else True


def test_r06_a_mailbox_that_is_restored_again_and_again_doubles_nothing(
    installation, user, dovecot
):
    kept = mails(200)
    worker = installation.start("worker")
    fetcher = installation.python(RUNNER, "run")
    for _ in range(5):
        dovecot.put(user, *kept)
        until(lambda: is_empty(dovecot, user), 600)
        dovecot.renumber(user)
    until(lambda: counts(installation)[2] == 200, 600)
    fetcher.terminate()
    worker.terminate()

    assert counts(installation)[2] == 200
