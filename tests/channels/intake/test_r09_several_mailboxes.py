"""R09: one mail to several mailboxes of the desk opens one linked ticket in each, never two in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdoor.channels import replyto, spool
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Mailbox, MailboxAddress, Spooled
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.people.models import Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket, TicketLink
from tests import make
from tests.channels.conftest import letter
from tests.sinks import mail_sink

TO = ("network@example.org", "payroll@example.org")


@pytest.fixture
def teams(db) -> list[Team]:
    """Two teams, each with a mailbox."""
    made = []
    for address in TO:
        name = address.partition("@")[0].title()
        made.append(make.team(name))
        mailbox = Mailbox.objects.create(
            name=name, team=made[-1], kind="smtp", created_at=clock.now()
        )
        MailboxAddress.objects.create(mailbox=mailbox, email=address)
    return made


@pytest.fixture
def deliver(db) -> Callable[..., None]:
    def come(*recipients: str, raw: str = "") -> None:
        content = (raw or letter(To=", ".join(TO))).replace("\n", "\r\n").encode()
        spool.accept(content, spool.Envelope("smtp", "cy@example.org", recipients))
        run_due()

    return come


def reply_address(ticket: Ticket) -> str:
    return replyto.address(replyto.Token(ticket.pk, ticket.requester_id), today=clock.now().date())


def test_one_mail_to_two_mailboxes_opens_one_linked_ticket_in_each(teams, deliver):
    deliver(*TO)

    first, second = Ticket.objects.order_by("pk")
    assert {first.team, second.team} == set(teams)
    assert list(TicketLink.objects.values_list("ticket", "other")) == [(second.pk, first.pk)]


def test_it_is_the_same_if_each_mailbox_gets_its_own_copy(teams, deliver):
    for address in TO:
        deliver(address)

    assert {ticket.team for ticket in Ticket.objects.all()} == set(teams)
    assert TicketLink.objects.count() == 1


def test_the_same_mail_by_to_and_bcc_is_never_two_in_one(teams, deliver):
    deliver(TO[0], TO[0].replace("@", "+x@"))
    deliver(TO[0])

    assert Ticket.objects.count() == 1
    assert Spooled.objects.get(outcome="duplicate").ticket == Ticket.objects.get()


def test_the_default_mailbox_and_a_teams_are_two(teams, deliver):
    deliver("desk@localhost", TO[0])

    assert {ticket.team for ticket in Ticket.objects.all()} == {None, teams[0]}


def test_the_requesters_answer_reaches_them_all(teams, deliver):
    deliver(*TO)
    first, second = Ticket.objects.order_by("pk")
    answer = letter(
        "It still smokes.", Message_ID="<m2@example.org>", In_Reply_To="<m1@example.org>"
    )

    deliver(reply_address(first), raw=answer)

    for ticket in (first, second):
        said = ticket.messages.order_by("pk").last()
        assert (said.body, said.verified) == ("It still smokes.", True)
    assert Ticket.objects.count() == 2


def test_an_answer_to_all_reaches_each_of_them_once(teams, deliver):
    deliver(*TO)
    first, second = Ticket.objects.order_by("pk")
    answer = letter(
        "It still smokes.", Message_ID="<m2@example.org>", In_Reply_To="<m1@example.org>"
    )

    deliver(reply_address(first), TO[1], raw=answer)

    assert [first.messages.count(), second.messages.count()] == [2, 2]


def test_a_stranger_who_knows_the_message_id_is_not_linked(teams, deliver):
    deliver(TO[0])
    deliver(TO[1], raw=letter("Other", From="Di <di@example.org>"))

    assert Ticket.objects.count() == 2
    assert not TicketLink.objects.exists()


def test_what_answers_about_a_ticket_comes_from_its_own_mailbox(teams, deliver):
    deliver(TO[1])

    assert addresses.of_ticket(Ticket.objects.get()) == TO[1]


def test_a_ticket_of_no_mailbox_is_answered_from_its_teams_and_else_from_the_default_one(teams, cy):
    assert addresses.of_ticket(make.ticket(requester=cy, team=teams[0])) == TO[0]
    assert addresses.of_ticket(make.ticket(requester=cy)) == "desk@localhost"


def test_an_answer_goes_out_from_the_mailbox_and_comes_back_to_it(teams, deliver, settings):
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url
        deliver(TO[1])
        ticket = Ticket.objects.get()
        verbs.reply(
            ticket,
            body="On my way.",
            channel="portal",
            by=acting(make.person("Pay", "agent", teams[1])),
        )
        run_due()
        answer = sink.mails[-1]

    assert answer["From"].addresses[0].addr_spec == TO[1]
    assert answer["Reply-To"].addresses[0].addr_spec.startswith("payroll+r.")


def test_a_mail_piped_in_without_an_envelope_goes_where_its_headers_say(teams, db):
    raw = letter(To=f"{TO[0]}, someone@elsewhere.example", Cc=TO[1]).replace("\n", "\r\n").encode()
    spool.accept(raw, spool.Envelope("pipe"))
    run_due()

    assert {ticket.team for ticket in Ticket.objects.all()} == set(teams)
    assert TicketLink.objects.count() == 1


def test_a_mail_piped_in_for_nobody_we_know_goes_to_the_default_mailbox(teams, db):
    spool.accept(letter(To="who@elsewhere.example").encode(), spool.Envelope("pipe"))
    run_due()

    assert Ticket.objects.get().team is None
