from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock, pauses
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from tests import make
from tests.channels.conftest import letter


def test_a_known_requester_is_told_once_that_it_has_arrived(arrive, sink, cy):
    arrive(letter())

    [mail] = sink.mails
    ticket = cy.requests.get()
    assert str(ticket.pk) in mail["Subject"] and mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] == "<m1@example.org>"


def test_a_stranger_gets_fixed_words_and_none_of_their_own(arrive, sink):
    arrive(letter("Buy my pills", Subject="Pills cheap", From="new@example.net"))

    [mail] = sink.mails
    assert "ills" not in mail.as_string() and "/confirm/" in mail.get_body(("plain",)).get_content()


def test_a_second_mail_within_the_hour_is_not_acknowledged(arrive, sink, cy):
    arrive(letter())
    arrive(letter("Another matter", Message_ID="<m9@x>"))

    assert len(sink.mails) == 1


@pytest.mark.parametrize(
    "header",
    [{"Auto_Submitted": "auto-generated"}, {"List_Id": "<x.example.org>"}, {"Precedence": "bulk"}],
)
def test_machines_are_not_answered(arrive, sink, cy, header):
    arrive(letter(**header))

    assert sink.mails == []


def test_an_answer_leaves_with_an_address_made_for_its_reader(sink, ticket, cy, as_ana):
    verbs.reply(ticket, body="Which one is it?", channel="email", by=as_ana)
    run_due()

    [(sender, recipients, _)] = sink.letters[-1:]
    mail = sink.mails[-1]
    assert recipients == ["cy@example.org"] and mail["Reply-To"] == sender and "+r." in sender
    assert "Which one is it?" in mail.get_body(("plain",)).get_content()
    assert "Which one is it?" in mail.get_body(("html",)).get_content()


def test_the_answer_to_an_answer_finds_its_ticket(sink, arrive, ticket, cy, as_ana):
    verbs.reply(ticket, body="Which one is it?", channel="email", by=as_ana)
    run_due()
    row = arrive(letter("The left one", Message_ID="<m5@x>"), to=sink.letters[-1][0])

    assert (row.outcome, row.ticket) == ("replied", ticket)


def test_notes_never_leave(sink, ticket, as_ana):
    verbs.note(ticket, body="canary-3141", by=as_ana)
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()

    assert all(b"canary-3141" not in raw for _, _, raw in sink.letters)


def test_followers_are_told_and_the_writer_is_not(sink, ticket, cy, di, as_ana):
    verbs.follow(ticket, person=di, by=as_ana)
    verbs.reply(ticket, body="News", channel="email", by=as_ana)
    verbs.reply(ticket, body="Mine", channel="portal", by=acting(cy))
    run_due()

    told = [(recipients[0], "Mine" in raw.decode()) for _, recipients, raw in sink.letters]
    assert ("di@example.org", True) in told and ("cy@example.org", True) not in told


def test_a_refusal_for_good_is_seen_on_the_ticket(sink, ticket, as_ana):
    sink.answer = "550 5.1.1 no such user"
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()

    assert set(Outgoing.objects.values_list("state", flat=True)) == {"failed"}
    assert ticket.log.filter(kind="ticket.send_failed").exists()


def test_a_passing_refusal_is_tried_again_under_the_same_id(sink, ticket, as_ana):
    sink.answer = "451 try later"
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()
    first, waiting = Outgoing.objects.order_by("pk")
    assert first.state == waiting.state == "ready" and "451" in first.error

    sink.answer = "250 OK"
    for out in Outgoing.objects.order_by("pk"):
        outbox.send.call(out.pk)

    assert sink.mails[-1]["Message-ID"] == f"<{waiting.message_id}>"


def test_without_a_mail_server_mail_is_kept_as_unsent(settings, ticket, as_ana):
    settings.EMAIL_URL = ""
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()

    assert Outgoing.objects.get(kind="reply").state == "ready"


def test_a_rollback_sends_nothing(sink, ticket, cy):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.post(
            outbox.Mail(key="k", kind="reply", person=cy, email="cy@example.org", ticket=ticket)
        )
        _ = 1 / 0
    run_due()

    assert sink.letters == [] or all(b"reply" not in raw for _, _, raw in sink.letters)


@pytest.mark.parametrize(
    "name", ["Cy\r\nBcc: eve@evil.example", "Cy\u2028Bcc: eve", '"Cy, eve@evil.example"']
)
def test_a_name_never_becomes_a_header_or_a_recipient(sink, name, desk, as_ana):
    ticket = make.ticket(requester=make.person(name, email="cy@example.org"), subject="x")
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()

    assert all(recipients == ["cy@example.org"] for _, recipients, _ in sink.letters)
    assert sink.mails and all(mail["Bcc"] is None for mail in sink.mails)


def test_after_a_restore_nothing_leaves_until_somebody_says_so(sink, ticket, cy, as_ana):
    pauses.pause(pauses.OUTWARD, "A backup was restored.")
    verbs.reply(ticket, body="Which one is it?", channel="email", by=as_ana)
    run_due()
    assert sink.mails == []

    Outgoing.objects.update(waits_since=clock.now() - timedelta(days=30))  # as it lay in the backup
    assert outbox.give_up() == 0
    outbox.let_out()
    assert outbox.give_up() == 0
    run_due()

    assert "Which one is it?" in sink.mails[-1].get_body(("plain",)).get_content()
