"""S23: no string that people or mails bring becomes a header, a recipient or a command."""

from __future__ import annotations

import pytest

from frontdoor.channels.adapters.email.transport import Letter, Rejected, deliver
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message, Ticket
from frontdoor.tickets.verbs import Carried
from tests import make
from tests.sinks import mail_sink

EXPECTED = {
    "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References", "X-Frontdoor-Loop",
    "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Thread-Topic", "Thread-Index",
    "List-Unsubscribe",
}  # fmt: skip
FILE = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Content-Disposition"}
EVIL = [
    "x\r\nBcc: eve@evil.example", "x\nBcc: eve@evil.example", "x\rBcc: eve@evil.example", "x\0Bcc: eve@evil.example",
    "x\u2028Bcc: eve@evil.example", "=?utf-8?q?hi=0D=0ABcc=3A_eve=40evil.example?=", "x, eve@evil.example",
    "x <eve@evil.example>", '"x" <eve@evil.example>, y', "x\r\n.\r\nMAIL FROM:<eve@evil.example>",
]  # fmt: skip


@pytest.mark.no_replay
@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("where", ["requester", "agent", "subject", "message_id"])
def test_headers_and_recipients_are_exactly_the_intended(ana, as_ana, settings, evil, where):
    ticket = make.ticket("Plain", requester=make.person("Cy"), by=None)
    plant(where, evil, ticket, ana)
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        verbs.reply(Ticket.objects.get(pk=ticket.pk), body="Hello", channel="email", by=as_ana)
        run_due()

    assert sink.letters
    for (_, recipients, _), mail in zip(sink.letters, sink.mails, strict=True):
        assert recipients == ["cy@example.org"]
        assert set(mail.keys()) <= EXPECTED
        assert [box.addr_spec for box in mail["To"].addresses] == ["cy@example.org"]
        assert [box.addr_spec for box in mail["From"].addresses] == ["desk@localhost"]


def plant(where: str, evil: str, ticket: Ticket, agent: Person) -> None:
    """Past the forms, as an older version or another program might have written it."""
    if where == "subject":
        Ticket.objects.filter(pk=ticket.pk).update(subject=evil.replace("\0", ""))
    elif where == "message_id":
        Message.objects.filter(ticket=ticket).update(message_id=evil.replace("\0", ""))
    else:
        person = agent if where == "agent" else ticket.requester
        Person.objects.filter(pk=person.pk).update(name=evil.replace("\0", ""))


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("side", ["sender", "recipient"])
def test_an_address_that_could_be_a_command_is_not_sent(settings, evil, side):
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        addresses = {"sender": "desk@localhost", "recipient": "cy@example.org", side: evil}
        if " " in evil or any(ord(c) < 33 for c in evil) or not evil.isascii():
            with pytest.raises(Rejected):
                deliver(Letter(**addresses, content=b"Subject: x\r\n\r\nx"), sink.url)

    assert sink.letters == []


def test_a_file_name_stays_a_file_name(settings, ticket, as_ana):
    from frontdoor.core import storage  # noqa: PLC0415
    from frontdoor.tickets.verbs import File  # noqa: PLC0415

    blob = storage.keep(b"x")
    files = [File(blob.sha256, evil.replace("\0", "")[:255], "text/plain", 1) for evil in EVIL]
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        verbs.reply(ticket, body="Files", channel="email", by=as_ana, carried=Carried(files=files))
        run_due()

    mail = sink.mails[-1]
    assert set(mail.keys()) <= EXPECTED
    assert [set(part.keys()) for part in mail.iter_attachments()] == [FILE] * len(EVIL)
