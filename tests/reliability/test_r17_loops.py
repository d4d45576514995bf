"""R17: five partners that answer every mail by themselves; the desk writes to each at most three times a day.

The fast form plays six hours of mails that come at once with the clock moved on; the long one a day and a half.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest

from frontdoor.channels.models import Outgoing
from frontdoor.core.tasks import run_due
from frontdoor.tickets.models import Ticket
from tests.security.mails import arrived, written
from tests.sinks import mail_sink

PEER = "peer@partner.example"
Answer = Callable[[EmailMessage, int], tuple[str, str]]


def _to(mail: EmailMessage) -> str:
    return str(mail["Reply-To"] or "desk@localhost")


def second_desk(mail: EmailMessage, turn: int) -> tuple[str, str]:
    """Opens a ticket of its own for each mail and acknowledges it, with no sign that a machine does."""
    subject = f"[Desk #{7000 + turn}] We have received: {mail['Subject']}"
    return written(PEER, f"Ticket {7000 + turn} was opened.", Subject=subject), _to(mail)


def vacation(mail: EmailMessage, turn: int) -> tuple[str, str]:
    """Neither headers nor references, and to the address in From."""
    return written(
        PEER, f"I am at the sea until May. {turn}", Subject=f"Re: {mail['Subject']}"
    ), "desk@localhost"


def bounce_of_it(mail: EmailMessage, turn: int) -> tuple[str, str]:
    report = f"Your message to {PEER} could not be delivered: user unknown. Message {mail['Message-ID']} {turn}"
    sender = "MAILER-DAEMON@partner.example"
    return written(sender, report, Subject="Undelivered Mail Returned to Sender"), _to(mail)


def a_list(mail: EmailMessage, turn: int) -> tuple[str, str]:
    text = str(mail.get_body(("plain",)).get_content())
    subject = f"[list] {mail['Subject']}"
    return written(
        PEER, f"{text}{turn}", Subject=subject, List_Id="<l.partner.example>"
    ), "desk@localhost"


def forward_to_self(mail: EmailMessage, turn: int) -> tuple[str, str]:
    return mail.as_bytes().decode().replace("\r\n", "\n"), "desk@localhost"


def growing(mail: EmailMessage, turn: int) -> tuple[str, str]:
    return written(PEER, f"Thanks {turn}", Subject=f"AW: Re: {mail['Subject']}"), "desk@localhost"


PARTNERS = [second_desk, vacation, bounce_of_it, a_list, forward_to_self, growing]


@dataclass
class Told:
    """How much the desk wrote to the peer, and how many tickets came of it."""

    mails: int
    tickets: int


def played(answer: Answer, time_machine, settings, *, hours: int) -> Told:
    before = settings.EMAIL_URL
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        arrived(written(PEER, "Our printer is broken.", Subject="Printer"))
        answered = 0
        for turn in range(hours):
            time_machine.shift(timedelta(hours=1, seconds=1))
            run_due()
            for mail in sink.mails[answered:]:
                answered += 1
                raw, to = answer(mail, turn)
                arrived(raw, to=to)
    settings.EMAIL_URL = before  # what nobody takes any more would be tried again and again
    return Told(Outgoing.objects.filter(email=PEER, state="sent").count(), Ticket.objects.count())


@pytest.mark.parametrize("partner", PARTNERS)
def test_two_machines_fall_silent(db, partner, time_machine, settings):
    time_machine.move_to("2026-03-02T08:00Z")
    told = played(partner, time_machine, settings, hours=6)

    assert 1 <= told.mails <= 3 and told.tickets == 1


@pytest.mark.soak
@pytest.mark.parametrize("partner", PARTNERS)
def test_in_a_day_and_a_half_nobody_gets_more_than_three_a_day(db, partner, time_machine, settings):
    time_machine.move_to("2026-03-02T08:00Z")
    told = played(partner, time_machine, settings, hours=36)

    assert 1 <= told.mails <= 6 and told.tickets == 1


def test_people_are_still_answered_while_a_machine_talks(db, time_machine, settings):
    time_machine.move_to("2026-03-02T08:00Z")
    played(vacation, time_machine, settings, hours=3)
    arrived(written("Person <person@partner.example>", "My screen is black.", Subject="Screen"))

    assert Outgoing.objects.filter(email="person@partner.example").count() == 1


def test_one_sender_gets_at_most_one_answer_an_hour(db, time_machine):
    time_machine.move_to("2026-03-02T08:00Z", tick=False)
    for number in range(5):
        arrived(written(PEER, f"Question {number}", Subject=f"Question {number}"))

    assert Ticket.objects.count() == 5 and Outgoing.objects.filter(email=PEER).count() == 1
