from __future__ import annotations

import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections

from frontdoor.channels import pressure
from frontdoor.channels.adapters.email.listener import LARGEST, Listener
from frontdoor.channels.models import Mailbox, MailboxAddress, Spooled
from frontdoor.core import clock, storage
from tests.certificates import authority

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port(transactional_db) -> Iterator[int]:
    """A listener on a free port, stopped at the end."""
    listener = Listener("127.0.0.1", 0)
    thread = threading.Thread(target=listener.run)
    thread.start()
    assert listener.ready.wait(10)
    yield listener.port
    listener.stop()
    thread.join(10)
    connections.close_all()


class Talk:
    """A raw SMTP conversation, for what a well-behaved client can't say."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.lines = self.socket.makefile("rb")
        self.lines.readline()

    def say(self, text: bytes) -> bytes:
        self.socket.sendall(text)
        line = self.lines.readline()
        while line[3:4] == b"-":
            line = self.lines.readline()
        return line

    def letter(self) -> None:
        self.say(b"EHLO x\r\n")
        self.say(b"MAIL FROM:<a@example.org>\r\n")
        self.say(b"RCPT TO:<desk@localhost>\r\n")
        assert self.say(b"DATA\r\n").startswith(b"354")


def send(port: int, raw: bytes, to: str = "desk@localhost") -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.sendmail("a@example.org", [to], raw)


def test_what_is_answered_with_250_is_kept_byte_for_byte(port):
    raw = b"Subject: x\r\n\r\ncaf\xe9\r\n..dots\r\n"
    send(port, raw)

    row = Spooled.objects.get()
    assert storage.read_blob(row.sha256) == raw
    assert (row.sender, row.recipients, row.state) == (
        "a@example.org",
        ["desk@localhost"],
        "waiting",
    )


@pytest.mark.parametrize(
    "address", ["nobody@localhost", "desk@elsewhere.example", "desk+x@evil.example", ""]
)
def test_other_mailboxes_are_refused_at_once(port, address):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(port, b"x", to=address)

    assert refused.value.recipients[address][0] // 100 == 5
    assert not Spooled.objects.exists()


@pytest.mark.parametrize("address", ["DESK@LocalHost", "desk+anything@localhost"])
def test_ones_own_mailbox_is_known_in_any_case(port, address):
    send(port, b"Subject: x\r\n\r\nx", to=address)

    assert Spooled.objects.count() == 1


def test_a_line_of_a_hundred_thousand_characters_is_taken(port):
    send(port, b"Subject: x\r\n\r\n" + b"a" * 100_000 + b"\r\n")

    assert Spooled.objects.get().size > 100_000


def test_too_large_is_said_before_it_is_sent(port):
    talk = Talk(port)
    talk.say(b"EHLO x\r\n")

    assert talk.say(b"MAIL FROM:<a@x> SIZE=%d\r\n" % 10**12).startswith(b"552")
    assert talk.say(b"MAIL FROM:<a@x> SIZE=%d\r\n" % (LARGEST + 1)).startswith(b"552")


def test_the_hundred_and_first_recipient_is_put_off(port):
    talk = Talk(port)
    talk.say(b"EHLO x\r\n")
    talk.say(b"MAIL FROM:<a@example.org>\r\n")
    answers = [talk.say(b"RCPT TO:<desk+%d@localhost>\r\n" % n) for n in range(101)]

    assert all(answer.startswith(b"250") for answer in answers[:100]) and answers[100].startswith(
        b"452"
    )


@pytest.mark.parametrize("cut", [b"Subject: x\r\n\r\nhalf", b"Subject: x\r\n\r\nwhole\r\n"])
def test_a_mail_that_is_cut_before_its_dot_is_not_kept(port, cut):
    talk = Talk(port)
    talk.letter()
    talk.socket.sendall(cut)
    talk.socket.close()
    send(port, b"Subject: after\r\n\r\nx")

    assert Spooled.objects.count() == 1


@pytest.mark.parametrize(
    "end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r.\r\n", b"\r\n.\r", b"\n\r.\r\n"]
)
def test_a_false_end_of_data_smuggles_nothing(port, end):
    talk = Talk(port)
    talk.letter()
    smuggled = b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<desk@localhost>\r\nDATA\r\nSubject: evil\r\n\r\nx"

    assert talk.say(b"Subject: one\r\n\r\nbody" + end + smuggled + b"\r\n.\r\n").startswith(b"250")
    assert Spooled.objects.count() == 1


def test_a_broken_database_says_come_again_and_tells_nothing(port, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415

    from frontdoor.channels import spool  # noqa: PLC0415

    def broken(*_):
        raise OperationalError("database is locked; password=canary")

    monkeypatch.setattr(spool, "accept_all", broken)
    talk = Talk(port)
    talk.letter()
    answer = talk.say(b"Subject: x\r\n\r\nx\r\n.\r\n")

    assert answer.startswith(b"451") and b"canary" not in answer


def test_a_full_disk_says_come_again_and_recovers(port, monkeypatch):
    import errno  # noqa: PLC0415

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "keep", full)
        talk = Talk(port)
        talk.letter()
        assert talk.say(b"Subject: x\r\n\r\nx\r\n.\r\n").startswith(b"452")
    send(port, b"Subject: x\r\n\r\nx")

    assert Spooled.objects.count() == 1


def test_lmtp_gets_an_answer_for_each_recipient(port):
    talk = Talk(port)
    assert talk.say(b"LHLO x\r\n").startswith(b"250")
    talk.say(b"MAIL FROM:<a@example.org>\r\n")
    for name in (b"desk", b"desk+x"):
        talk.say(b"RCPT TO:<" + name + b"@localhost>\r\n")
    talk.say(b"DATA\r\n")

    assert talk.say(b"Subject: x\r\n\r\nx\r\n.\r\n").startswith(b"250")
    assert talk.lines.readline().startswith(b"250")
    assert talk.say(b"NOOP\r\n").startswith(b"250 OK")
    row = Spooled.objects.get()
    assert (row.source, row.recipients) == ("lmtp", ["desk@localhost", "desk+x@localhost"])


def mailbox(address: str = "help@example.org", **rest: object) -> Mailbox:
    made = Mailbox.objects.create(name="Help", kind="smtp", created_at=clock.now(), **rest)
    MailboxAddress.objects.create(mailbox=made, email=address)
    return made


def test_a_teams_mailbox_is_taken_for_with_anything_after_a_plus(port):
    made = mailbox()
    send(port, b"x", to="Help+r.1@Example.org")

    assert Spooled.objects.get().mailbox == made


def test_a_paused_mailbox_asks_to_try_again_later(port):
    mailbox(paused=True)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(port, b"x", to="help@example.org")

    assert refused.value.recipients["help@example.org"][0] == 450


def test_more_mail_than_can_be_read_asks_to_try_again_later(port):
    Spooled.objects.create(
        source="smtp", sha256="0" * 64, size=1, received_at=clock.now() - timedelta(hours=1)
    )
    pressure.GAUGE.forget()
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send(port, b"x")
    pressure.GAUGE.forget()

    assert refused.value.smtp_code == 452
    assert Spooled.objects.count() == 1


def test_what_is_too_large_is_told_with_the_limit(port):
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        code, words = server.mail("a@example.org", [f"size={LARGEST + 1}"])

    assert code == 552 and b"at most 35 MB" in words


def test_with_a_certificate_it_speaks_tls_and_a_renewed_one_counts_at_once(
    port, settings, tmp_path
):
    own = authority(tmp_path / "ca")
    settings.MAIL_CERTIFICATE = (str(tmp_path / "own.pem"),) * 2
    seen = set()
    for number in (1, 2):
        own.issue("localhost", tmp_path / "own.pem")
        os.utime(tmp_path / "own.pem", ns=(number, number))
        with smtplib.SMTP("localhost", port, timeout=60) as server:
            server.starttls(context=ssl.create_default_context(cafile=str(own.certificate)))
            assert isinstance(server.sock, ssl.SSLSocket)
            seen.add(server.sock.getpeercert(binary_form=True))
            server.sendmail("a@example.org", ["desk@localhost"], b"x %d" % number)

    assert len(seen) == 2
    assert Spooled.objects.count() == 2


def test_what_is_said_before_tls_is_forgotten(port, settings, tmp_path):
    own = authority(tmp_path / "ca")
    own.issue("localhost", tmp_path / "own.pem")
    settings.MAIL_CERTIFICATE = (str(tmp_path / "own.pem"),) * 2
    talk = Talk(port)
    talk.say(b"EHLO x\r\n")
    talk.socket.sendall(b"STARTTLS\r\nMAIL FROM:<evil@example.org>\r\n")

    assert talk.lines.readline().startswith(b"220")
    context = ssl.create_default_context(cafile=str(own.certificate))
    with (
        pytest.raises(OSError),
        context.wrap_socket(talk.socket, server_hostname="localhost") as line,
    ):
        line.sendall(b"RCPT TO:<desk@localhost>\r\n")
        assert not line.recv(100).startswith(b"250")
        raise OSError("it asked for a sender")


@pytest.mark.parametrize("sender", [b"a\0b@evil.example", b"\xff\xfe@evil.example", b"a\x0bb@x.y"])
def test_a_sender_that_no_database_can_keep_is_refused_before_its_mail(port, sender):
    talk = Talk(port)
    talk.say(b"EHLO x\r\n")
    assert talk.say(b"MAIL FROM:<" + sender + b">\r\n").startswith(b"553 5.1.7")

    talk.letter()
    assert talk.say(b"Subject: next\r\n\r\nx\r\n.\r\n").startswith(b"250")
    assert Spooled.objects.get().sender == "a@example.org"
