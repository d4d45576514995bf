"""The fetchers watch what is to be watched: woken by IDLE, back after a failure, gone when it is paused."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connections

from frontdoor.channels import spool
from frontdoor.channels.adapters.email.imap import fetchers as module
from frontdoor.channels.adapters.email.imap import watch as watching
from frontdoor.channels.adapters.email.imap.fetchers import Fetchers
from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import PASSWORD
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core.tasks import Backoff
from frontdoor.people.actors import SYSTEM
from tests.channels.adapters.email.imap.conftest import made
from tests.channels.adapters.email.imap.test_fetch import mail
from tests.served import until

pytestmark = [pytest.mark.xdist_group("dovecot"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fetchers(transactional_db, monkeypatch) -> Iterator[Fetchers]:
    monkeypatch.setattr(module, "LOOK", 0.05)
    running = Fetchers()
    thread = threading.Thread(target=running.run)
    thread.start()
    yield running
    running.stop()
    thread.join(20)
    assert not thread.is_alive()
    connections.close_all()


def state(mailbox: Mailbox) -> Mailbox:
    mailbox.refresh_from_db()
    return mailbox


def test_mail_is_fetched_as_it_comes_and_the_state_is_kept(server, fetchers):
    mailbox = made(server)
    until(lambda: state(mailbox).checked_at)
    first = mailbox.checked_at
    server.put(mailbox.user, mail(1))
    until(lambda: Spooled.objects.count() == 1)
    server.put(mailbox.user, mail(2))
    until(lambda: Spooled.objects.count() == 2)
    until(lambda: state(mailbox).checked_at > first)

    assert (mailbox.error, mailbox.failing_since) == ("", None)
    assert server.held(mailbox.user) == []


def test_what_is_in_the_way_is_told_and_gone_once_it_is_mended(server, fetchers):
    mailbox = made(server, password=PASSWORD.seal("wrong"))
    until(lambda: state(mailbox).error)
    assert "does not let" in mailbox.error and mailbox.failing_since

    Mailbox.objects.filter(pk=mailbox.pk).update(
        password=made(server, paused=True).password, version=mailbox.version + 1
    )
    until(lambda: state(mailbox).checked_at)

    assert mailbox.error == "" and mailbox.failing_since is None


def test_a_paused_or_removed_mailbox_is_left_alone(server, fetchers):
    mailbox = made(server)
    until(lambda: state(mailbox).checked_at)
    verbs.pause(mailbox, by=SYSTEM)
    until(lambda: mailbox.pk not in fetchers._watches)
    server.put(mailbox.user, mail(1))
    verbs.resume(mailbox, by=SYSTEM)
    until(lambda: Spooled.objects.count() == 1)
    verbs.remove(mailbox, by=SYSTEM)
    until(lambda: not fetchers._watches)

    assert Spooled.objects.get().mailbox == mailbox


def test_a_server_that_went_away_is_come_back_to(server, fetchers, monkeypatch):
    monkeypatch.setattr("frontdoor.channels.adapters.email.imap.watch.AGAIN", Backoff(0.05, 0.1))
    mailbox = made(server)
    until(lambda: state(mailbox).checked_at)
    watch = fetchers._watches[mailbox.pk]
    server.kick(mailbox.user)
    server.put(mailbox.user, mail(1))

    until(lambda: Spooled.objects.count() == 1)
    until(lambda: state(mailbox).error == "")
    assert watch.is_alive()


def test_after_trouble_of_our_own_it_goes_on_at_once(server, fetchers, monkeypatch):
    """The pause is for other people's servers; ours costs nobody anything to look at again."""
    right, away = spool.accept, threading.Event()
    away.set()

    def accept(raw, envelope):
        if away.is_set():
            raise OperationalError("the connection is lost")
        return right(raw, envelope)

    monkeypatch.setattr(spool, "accept", accept)
    monkeypatch.setattr(watching, "AGAIN", Backoff(3600, 3600))
    mailbox = made(server)
    server.put(mailbox.user, mail(1))
    until(lambda: state(mailbox).error == watching.IN_TROUBLE)
    assert server.held(mailbox.user) == [mail(1)]
    away.clear()

    until(lambda: Spooled.objects.count() == 1)
    until(lambda: state(mailbox).error == "")
