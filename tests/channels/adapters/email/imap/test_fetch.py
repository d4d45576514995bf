"""What lies on a real Dovecot is spooled once, byte for byte, and leaves its folder only after that."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from frontdoor.channels.adapters.email.imap import session as sessions
from frontdoor.channels.adapters.email.imap.fetch import Folder
from frontdoor.channels.adapters.email.imap.names import folder
from frontdoor.channels.adapters.email.imap.server import session_of
from frontdoor.channels.adapters.email.imap.trouble import Trouble
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core import clock, storage
from frontdoor.core.tasks import run_due
from frontdoor.tickets.models import Ticket
from tests.channels.adapters.email.imap.conftest import made
from tests.channels.conftest import letter
from tests.core.tasks.workers import at_once
from tests.dying import Killed

pytestmark = pytest.mark.xdist_group("dovecot")
DONE = folder("Done ü & so")


def mail(number: int, body: str = "It smokes.") -> bytes:
    raw = letter(body, Subject=f"Printer {number}", Message_ID=f"<m{number}@example.org>")
    return raw.replace("\n", "\r\n").encode()


def test_a_mail_is_spooled_byte_for_byte_and_then_moved(server, mailbox, fetch):
    raw = mail(1) + b"\xe9\xff bare \x80 bytes\r\n"
    server.put(mailbox.user, raw)

    assert fetch(mailbox) == 1

    row = Spooled.objects.get()
    assert storage.read_blob(row.sha256) == raw
    assert (row.source, row.mailbox, row.uid) == ("imap", mailbox, 1)
    assert server.held(mailbox.user) == []
    assert server.held(mailbox.user, DONE) == [raw]


def test_its_ticket_goes_to_the_mailboxs_team(server, mailbox, fetch):
    server.put(mailbox.user, mail(1))

    fetch(mailbox)
    run_due()

    assert Ticket.objects.get().team == mailbox.team


def test_a_mail_may_be_deleted_after_it_was_taken(server, db, fetch):
    mailbox = made(server, after="delete")
    server.put(mailbox.user, mail(1), mail(2))

    assert fetch(mailbox) == 2
    assert server.held(mailbox.user) == []


def test_a_mail_that_is_left_is_taken_once_and_nothing_of_it_changes(server, db, fetch):
    mailbox = made(server, after="leave")
    server.put(mailbox.user, mail(1), mail(2))

    assert [fetch(mailbox), fetch(mailbox)] == [2, 0]
    with server.client(mailbox.user) as client:
        client.select("INBOX", readonly=True)
        assert b"\\Seen" not in client.fetch("1:*", "(FLAGS)")[1][0]


def test_mail_that_was_there_before_is_left_alone_unless_asked_for(server, db, fetch):
    mailbox = made(server, takes_old=False)
    server.put(mailbox.user, mail(1))
    assert fetch(mailbox) == 0

    server.put(mailbox.user, mail(2))

    assert fetch(mailbox) == 1
    assert server.held(mailbox.user) == [mail(1)]


def test_mails_numbered_anew_are_neither_lost_nor_doubled(server, db, fetch):
    """R06: a restored mailbox, also where mails have no Message-ID."""
    mailbox = made(server, after="leave")
    bare = letter("No id", Message_ID="").replace("\n", "\r\n").encode()
    server.put(mailbox.user, mail(1), bare)
    fetch(mailbox)
    server.renumber(mailbox.user)
    server.put(mailbox.user, mail(2))

    assert fetch(mailbox) == 3
    run_due()

    assert Ticket.objects.count() == 3
    assert Spooled.objects.filter(outcome=Spooled.Outcome.DUPLICATE).count() == 2


def test_old_mail_stays_old_when_the_folder_is_numbered_anew(server, db, fetch):
    mailbox = made(server, after="leave", takes_old=False)
    server.put(mailbox.user, mail(1), at=clock.now() - timedelta(days=30))
    fetch(mailbox)
    with server.client(mailbox.user) as client:  # as after a restore: other numbers, the same dates
        client.create("Other")
        client.select("INBOX")
        client.copy("1:*", "Other")
    server.put(mailbox.user, mail(2), folder="Other", at=clock.now() + timedelta(minutes=1))
    Mailbox.objects.update(folder="Other")

    assert fetch(mailbox) == 1


def test_mails_that_somebody_moves_back_are_not_doubled(server, mailbox, fetch):
    server.put(mailbox.user, mail(1))
    fetch(mailbox)
    with server.client(mailbox.user) as client:
        client.select(DONE)
        client.uid("COPY", "1:*", "INBOX")

    assert fetch(mailbox) == 1
    run_due()

    assert Ticket.objects.count() == 1
    assert server.held(mailbox.user) == []


def test_a_mail_that_is_too_large_becomes_a_ticket_from_its_head_and_stays(
    server, mailbox, fetch, monkeypatch
):
    monkeypatch.setattr(sessions, "LARGEST", 1000)
    monkeypatch.setattr("frontdoor.channels.adapters.email.imap.fetch.LARGEST", 1000)
    raw = mail(1, "x" * 2000)
    server.put(mailbox.user, raw)

    assert [fetch(mailbox), fetch(mailbox)] == [1, 0]
    run_due()

    ticket = Ticket.objects.get()
    assert ticket.subject == "Printer 1"
    assert "only its head was taken" in ticket.messages.get().body
    assert server.held(mailbox.user) == [raw]


def test_wherever_the_fetcher_dies_each_mail_is_taken_once(server, mailbox):
    """R02 in short: killed before each thing that it says to the server, the first time between commit and MOVE too."""
    server.put(mailbox.user, *(mail(number) for number in range(3)))
    for death in range(12):
        _die(mailbox, death)
        left = set(server.held(mailbox.user))
        assert left >= {mail(number) for number in range(3)} - _spooled(mailbox)
    with session_of(mailbox) as session:
        Folder(mailbox, session).take(lambda: False)

    assert Spooled.objects.count() == 3
    assert server.held(mailbox.user) == []


def _die(mailbox: Mailbox, at: int) -> None:
    counted = count()
    try:
        with session_of(mailbox) as session:
            send = session._imap.send

            def send_or_die(data: bytes) -> None:
                if next(counted) == at:
                    raise Killed
                send(data)

            session._imap.send = send_or_die
            Folder(mailbox, session).take(lambda: False)
    except Killed:
        return


def _spooled(mailbox: Mailbox) -> set[bytes]:
    names = Spooled.objects.filter(mailbox=mailbox).values_list("sha256", flat=True)
    return {storage.read_blob(name) for name in names}


@pytest.mark.django_db(transaction=True)
def test_many_fetchers_of_one_mailbox_take_each_mail_once(server, transactional_db, fetch):
    """R07 in short."""
    mailbox = made(server, after="delete")
    server.put(mailbox.user, *(mail(number) for number in range(6)))

    taken = at_once(4, lambda: fetch(Mailbox.objects.get(pk=mailbox.pk)))

    assert not [each for each in taken if isinstance(each, BaseException)]
    assert Spooled.objects.count() == 6
    assert server.held(mailbox.user) == []


@pytest.mark.parametrize("name", ["IN\r\nBOX", "a\0b", "", "x\nA1 DELETE INBOX"])
def test_a_folder_with_control_characters_is_refused(name):
    with pytest.raises(Trouble):
        folder(name)


def test_folders_are_written_in_modified_utf_7():
    assert folder("Tom & Jerry") == '"Tom &- Jerry"'
    assert folder('Entwürfe "neu"') == '"Entw&APw-rfe \\"neu\\""'
    assert folder("台北") == '"&U,BTFw-"'
