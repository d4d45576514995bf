"""Delivery reports are recognised by their parts or their words, and nothing else is taken for one."""

import pytest

from frontdoor.channels.adapters.email.mail import Bounce
from frontdoor.channels.adapters.email.read import read
from tests.mail_catalogue import mail, multipart, part, report

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
LOST = "lost@far.example"


def bounce(raw: bytes) -> Bounce:
    found = read(raw).bounce
    assert found
    return found


def worded(text: str, *more: str, subject: str = "Undelivered Mail Returned to Sender") -> bytes:
    return mail(text, *more, sender=DAEMON, subject=subject)


def test_a_delayed_report_is_not_permanent():
    raw = report(LOST, "<1@localhost>").replace(b"failed", b"delayed").replace(b"5.1.1", b"4.4.7")
    assert (bounce(raw).recipients, bounce(raw).permanent, bounce(raw).status) == (
        (LOST,),
        False,
        "4.4.7",
    )


def test_a_report_of_success_is_no_bounce():
    assert (
        read(report(LOST, "<1@localhost>").replace(b"Action: failed", b"Action: delivered")).bounce
        is None
    )


@pytest.mark.parametrize(
    "text",
    [
        f"<{LOST}>: host mx.far.example said: 550 5.1.1 User unknown",
        f"The following address(es) failed:\n\n  {LOST}\n    SMTP error: 550 no such user",
        f"Hi. This is the qmail-send program.\n\n<{LOST}>:\nSorry, no mailbox here by that name. (#5.1.1)",
        f"550 5.1.1 <{LOST}>... User unknown",
        f"There was an error delivering your mail to <{LOST}>.\n554 refused",
        f"Delivery to the following recipient failed permanently:\n\n     {LOST}\n",
        f"Final-Recipient: rfc822; {LOST}\nAction: failed\nStatus: 5.1.1",
    ],
)
def test_servers_without_a_report_are_understood(text):
    found = bounce(
        worded(
            f"{text}\n\n--- Below this line is a copy of the message.\n\nFrom: desk@localhost\nTo: x@y.z\n"
        )
    )
    assert (found.recipients, found.permanent) == ((LOST,), True)


@pytest.mark.parametrize(
    "text", ["452 4.2.2 Mailbox full", "It will be retried for 2 days.", "421 try later"]
)
def test_what_is_temporary_is_not_permanent(text):
    assert not bounce(worded(f"<{LOST}>: {text}", subject="Delivery Status Notification")).permanent


def test_failed_recipients_in_the_header_count():
    assert bounce(worded("It failed.", f"X-Failed-Recipients: {LOST}")).recipients == (LOST,)


def test_the_sender_is_never_its_own_failing_recipient():
    assert bounce(worded("Questions go to <MAILER-DAEMON@mx.example>.")).recipients == ()


@pytest.mark.parametrize(
    "raw",
    [
        mail(
            "My mails to bob@far.example come back: 550 5.1.1 User unknown. Why?",
            subject="Undelivered mail",
        ),
        mail("Your parcel could not be delivered."),
        mail(
            "I am away.", "Return-Path: <>", "Auto-Submitted: auto-replied", subject="Out of office"
        ),
        multipart(
            part(b"This is an abuse report."),
            part(b"Feedback-Type: abuse\r\nUser-Agent: x", "Content-Type: message/feedback-report"),
            kind="report; report-type=feedback-report",
        ),
        multipart(
            part(b"Your message was displayed."),
            part(
                b"Final-Recipient: rfc822; ana@customer.example\r\n"
                b"Disposition: manual-action/MDN-sent-manually; displayed",
                "Content-Type: message/disposition-notification",
            ),
            kind="report; report-type=disposition-notification",
        ),
        mail(
            "The service is back.",
            "Precedence: bulk",
            "List-Id: <status.example>",
            sender="no-reply@status.example",
        ),
    ],
)
def test_other_mail_is_no_bounce(raw):
    assert read(raw).bounce is None


@pytest.mark.parametrize(
    "more", [("X-Autoreply: yes",), ("Subject: Automatyczna odpowiedź: Printer",)]
)
def test_an_answer_of_somebody_who_is_away_is_no_report_though_nothing_can_come_back_to_it(more):
    assert read(b"Return-Path: <>\r\n" + mail("I am away until Monday.", *more)).bounce is None
