"""Delivery reports: found by what they quote, told in words, believed only for mail that was sent."""

from __future__ import annotations

import pytest

from frontdoor.channels.adapters.email.mail import Bounce
from frontdoor.channels.intake.bounce import plainly
from frontdoor.channels.models import Outgoing
from frontdoor.core.tasks import run_due
from frontdoor.tickets import events, verbs
from tests.portal.conftest import signed_in, text_of
from tests.security.mails import arrived, own_address

REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: desk@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn{number}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="bb"

--bb
Content-Type: text/plain

Your mail was not delivered.

--bb
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; cy@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {code} {status} said no

--bb
Content-Type: text/rfc822-headers

Message-ID: <{quoted}>
Subject: Hello

--bb--
"""


def report(quoted="", *, status="5.1.1", action="failed", number=1):
    code = "550" if status.startswith("5") else "452"
    return REPORT.format(number=number, action=action, status=status, code=code, quoted=quoted)


@pytest.fixture
def sent(sink, ticket, as_ana):
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()
    return Outgoing.objects.get(kind="reply")


def bounced(ticket):
    return ticket.log.filter(kind=events.Bounced.kind)


def test_it_is_found_by_the_mail_that_it_quotes(sent, ticket, cy, ana):
    row = arrived(report(sent.message_id))

    assert (row.outcome, row.ticket) == ("bounced", ticket)
    assert cy.addresses.get().failing_since is not None
    page = text_of(signed_in(ana).get(f"/desk/tickets/{ticket.pk}/"))
    assert "Mail did not reach Cy: there is no such mailbox (for good)" in page
    log = text_of(signed_in(ana).get(f"/desk/tickets/{ticket.pk}/mails/"))
    assert "Sent, and came back" in log


def test_a_passing_trouble_is_told_and_flags_nobody(sent, ticket, cy):
    arrived(report(sent.message_id, status="4.2.2", action="delayed"))

    assert bounced(ticket).get().data["why"] == "the mailbox is full (temporary)"
    assert cy.addresses.get().failing_since is None


def test_however_many_reports_come_it_is_told_once(sent, ticket):
    for number in range(3):
        arrived(report(sent.message_id, number=number))

    assert bounced(ticket).count() == 1


def test_first_delayed_then_lost_is_told_twice(sent, ticket):
    arrived(report(sent.message_id, status="4.4.1", action="delayed", number=1))
    arrived(report(sent.message_id, status="5.4.1", number=2))

    assert bounced(ticket).count() == 2


def test_a_report_about_nothing_of_ours_is_only_kept(ticket, cy, di, sink):
    forged = f"fd.{'0' * 32}@localhost"
    for to in ("desk@localhost", own_address(ticket, di)):
        row = arrived(report(forged, number=len(to)), to=to)
        assert row.outcome == "bounced" and row.ticket is None
    assert cy.addresses.get().failing_since is None and not bounced(ticket).exists()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("5.1.1", "there is no such mailbox (for good)"),
        ("5.2.2", "the mailbox is full (for good)"),
        ("5.7.1", "their server refused it (for good)"),
        ("", "Mailbox quota exceeded (for good)"),
    ],
)
def test_a_status_is_told_in_words(status, words):
    assert plainly(Bounce(("a@b.example",), True, status, "Mailbox  quota exceeded")) == words


FEEDBACK = """From: Feedback <fbl@provider.example>
To: desk@localhost
Subject: FW: Hello
Message-ID: <arf@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="bb"

--bb
Content-Type: text/plain

This is an abuse report.

--bb
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1

--bb
Content-Type: message/rfc822

Message-ID: <{quoted}>
Subject: Hello

Hello
--bb--
"""


def test_a_report_of_unwanted_mail_is_told_and_opens_nothing(sent, ticket, cy):
    before = type(ticket).objects.count()
    row = arrived(FEEDBACK.format(quoted=sent.message_id))

    assert (row.outcome, row.ticket) == ("ignored", ticket)
    assert ticket.log.get(kind=events.Complained.kind).data["person"] == cy.pk
    assert type(ticket).objects.count() == before
