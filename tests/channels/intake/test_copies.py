"""One mail comes more than once: a proved copy lifts a first one that was not, where it belongs itself."""

from __future__ import annotations

import pytest

from frontdoor.channels import replyto, spool
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Mailbox, MailboxAddress, Spooled
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import Ticket, TicketLink
from frontdoor.tickets.verbs import Carried
from tests import make
from tests.channels.conftest import letter

FAILS = "mx.desk.example; dmarc=fail header.from=example.org"
PASSES = "mx.desk.example; dmarc=pass header.from=example.org"
BOXES = ("network@example.org", "payroll@example.org")


@pytest.fixture(autouse=True)
def checked(settings) -> None:
    settings.MAIL_AUTHSERV = {"mx.desk.example"}


@pytest.fixture
def mailboxes(db) -> None:
    for email in BOXES:
        name = email.partition("@")[0]
        made = Mailbox.objects.create(
            name=name, kind="smtp", team=make.team(name), created_at=clock.now()
        )
        MailboxAddress.objects.create(mailbox=made, email=email)
    addresses.DIRECTORY.forget()


def came(verdict: str, *, to: str = "desk@localhost", **more: str) -> Spooled:
    raw = letter(
        **{"Date": "Mon, 02 Mar 2026 10:00:00 +0000", "Authentication_Results": verdict, **more}
    )
    row = spool.accept(
        raw.replace("\n", "\r\n").encode(), spool.Envelope("smtp", "x@example.org", (to,))
    )
    run_due()
    row.refresh_from_db()
    return row


def own_address(ticket, person) -> str:
    return replyto.address(replyto.Token(ticket.pk, person.pk), today=clock.now().date())


def test_the_same_mail_once_more_with_proof_lifts_the_first(cy):
    first = came(FAILS)
    assert first.outcome == "unverified" and not Ticket.objects.visible_to(acting(cy)).exists()

    second = came(PASSES)
    first.refresh_from_db()
    ticket = Ticket.objects.get()
    said = ticket.messages.get()
    assert (said.verified, said.author, said.doubt, ticket.requester) == (True, cy, "", cy)
    assert (first.outcome, second.outcome, second.ticket) == ("opened", "duplicate", ticket)
    assert "the proof of it" in second.reason
    proved = ticket.log.get(kind=events.Proved.kind)
    assert proved.data == {"message": said.pk, "person": cy.pk, "copy": second.pk}
    assert Ticket.objects.visible_to(acting(cy)).get() == ticket


@pytest.mark.parametrize("verdict", ["", FAILS, PASSES.replace("mx.", "evil.")])
def test_a_copy_without_proof_lifts_nothing(cy, verdict):
    came(FAILS)
    assert came(verdict, X_Hop="2").outcome == "duplicate"

    assert not Ticket.objects.get().messages.get().verified


def test_other_words_under_the_same_id_lift_nothing_and_are_flagged(cy):
    came(FAILS, Subject="Give me access")
    second = came(PASSES)

    first_ticket, own = Ticket.objects.order_by("pk")
    assert second.outcome == "opened" and own.requester == cy
    assert not first_ticket.messages.get().verified
    assert "same Message-ID" not in repr(first_ticket.messages.get().noticed)


def test_a_copy_to_ones_own_address_lifts_the_one_that_was_guessed_onto_the_ticket(
    ticket, cy, as_cy
):
    verbs.reply(
        ticket,
        body="First",
        channel="email",
        by=as_cy,
        carried=Carried(message_id="m0@example.org"),
    )
    guessed = came("", In_Reply_To="<m0@example.org>")
    assert guessed.outcome == "unverified"

    second = came("", to=own_address(ticket, cy), In_Reply_To="<m0@example.org>")
    guessed.refresh_from_db()
    said = ticket.messages.latest("pk")
    assert (said.verified, said.author, ticket.messages.count()) == (True, cy, 3)
    assert (guessed.outcome, second.outcome) == ("replied", "duplicate")


def test_a_genuine_mail_that_was_brought_to_a_strangers_ticket_first_lifts_nothing_there(
    cy, di, ticket
):
    others = make.ticket("Secret", requester=di)
    verbs.reply(
        others,
        body="Approve?",
        channel="email",
        by=acting(di),
        carried=Carried(message_id="m0@example.org"),
    )
    replayed = came(FAILS, In_Reply_To="<m0@example.org>")
    assert replayed.ticket == others

    genuine = came(PASSES)
    assert genuine.outcome == "opened" and genuine.ticket != others
    assert genuine.ticket.requester == cy and not others.messages.latest("pk").verified
    assert came(PASSES, X_Hop="3").ticket == genuine.ticket


def test_one_mail_to_two_mailboxes_is_proved_for_both_by_either(mailboxes, cy):
    to = ", ".join(BOXES)
    came(FAILS, to=BOXES[0], To=to)
    second = came(PASSES, to=BOXES[1], To=to)

    first_ticket, own = Ticket.objects.order_by("pk")
    assert second.outcome == "opened" and {first_ticket.requester, own.requester} == {cy}
    assert first_ticket.messages.get().verified
    assert list(TicketLink.objects.values_list("ticket", "other")) == [(own.pk, first_ticket.pk)]
    assert own.messages.get().noticed.get("notices") is None


def test_but_not_for_a_mailbox_that_it_was_not_sent_to(mailboxes, cy):
    came(FAILS, to=BOXES[0], To=BOXES[1])
    came(PASSES, to=BOXES[1], To=BOXES[1])

    first_ticket, own = Ticket.objects.order_by("pk")
    assert own.requester == cy and not first_ticket.messages.get().verified


def test_a_copy_through_another_mailbox_is_not_said_twice_on_one_ticket(
    mailboxes, ticket, cy, as_cy
):
    verbs.reply(
        ticket,
        body="First",
        channel="email",
        by=as_cy,
        carried=Carried(message_id="m0@example.org"),
    )
    came("", to=BOXES[0], In_Reply_To="<m0@example.org>")
    second = came("", to=own_address(ticket, cy), In_Reply_To="<m0@example.org>")

    said = ticket.messages.latest("pk")
    assert (second.outcome, said.verified, ticket.messages.count()) == ("duplicate", True, 3)


def test_a_colleagues_words_are_theirs_alone_to_accept(ana):
    came(FAILS, From="Ana <ana@example.org>")
    came(PASSES, From="Ana <ana@example.org>")

    assert not Ticket.objects.order_by("pk").first().messages.get().verified
