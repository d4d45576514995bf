from __future__ import annotations

import hashlib

import pytest

from frontdoor.channels import replyto
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Mailbox, MailboxAddress, Outgoing, Spooled
from frontdoor.core import clock, storage
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import Ticket
from tests import make
from tests.channels.conftest import letter


def reply_address(ticket, person):
    return replyto.address(replyto.Token(ticket.pk, person.pk), today=clock.now().date())


def test_a_mail_becomes_a_ticket_of_its_sender(arrive, cy):
    row = arrive(letter())

    ticket = Ticket.objects.get()
    assert (row.outcome, row.ticket, row.state) == ("opened", ticket, "done")
    assert (ticket.subject, ticket.requester, ticket.channel) == ("Printer", cy, "email")
    assert ticket.messages.get().body == "It smokes."


def test_a_stranger_becomes_known_but_not_verified(arrive):
    arrive(letter(From="New One <new@example.net>"))

    person = Ticket.objects.get().requester
    assert (person.name, person.addresses.get().verified_at) == ("New One", None)


def test_the_raw_bytes_are_kept_as_they_came(arrive):
    raw = letter(body="caf\u00e9").encode("latin-1").replace(b"\n", b"\r\n")
    row = arrive(raw)

    assert storage.read_blob(row.sha256) == raw and row.sha256 == hashlib.sha256(raw).hexdigest()


def test_an_answer_to_ones_own_address_lands_on_the_ticket_without_its_quote(arrive, ticket, cy):
    quoted = "It is the second one.\n\nOn Mon, 2 Mar 2026 at 10:00, Desk <desk@localhost> wrote:\n> Which printer?\n"
    row = arrive(letter(quoted, Message_ID="<m2@x>"), to=reply_address(ticket, cy))

    message = ticket.messages.order_by("-pk")[0]
    assert row.outcome == "replied" and message.author == cy
    assert message.body == "It is the second one." and "Which printer" in message.quoted


def test_somebody_elses_reply_address_proves_nothing(arrive, ticket, cy, di):
    row = arrive(
        letter(From="Di <di@example.org>"), to=reply_address(ticket, cy), sender="di@example.org"
    )

    message = ticket.messages.order_by("-pk")[0]
    assert row.outcome == "unverified" and not message.verified and "not whom" in message.doubt
    assert message.author is None and ticket.participants.count() == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda a: a.replace("+r.", "+q."),
        lambda a: a[:-12] + ("b" if a[-12] == "a" else "a") + a[-11:],
        lambda a: "desk@localhost",
    ],
)
def test_a_wrong_token_continues_nothing(arrive, ticket, cy, spoil):
    address = reply_address(ticket, cy)
    spoiled = spoil(address)
    assert spoiled != address
    arrive(letter(), to=spoiled)

    assert Ticket.objects.count() == 2


def test_the_case_of_the_address_does_not_matter(arrive, ticket, cy):
    assert arrive(letter(), to=reply_address(ticket, cy).upper()).outcome == "replied"


def test_references_find_the_ticket_but_prove_nothing(arrive, cy):
    first = arrive(letter())
    second = arrive(letter("And now?", Message_ID="<m3@x>", In_Reply_To="<m1@example.org>"))

    assert (second.ticket, second.outcome) == (first.ticket, "unverified")


def test_a_number_in_the_subject_opens_a_new_ticket(arrive, ticket):
    arrive(letter(Subject=f"[{ticket.pk}] me too", From="Di <di@example.org>"))

    assert Ticket.objects.count() == 2


def test_the_same_mail_twice_is_one_ticket(arrive):
    first, second = arrive(letter()), arrive(letter())

    assert (second.outcome, second.ticket) == ("duplicate", first.ticket)
    assert Ticket.objects.count() == 1


def test_the_same_id_with_other_words_is_kept(arrive):
    arrive(letter())
    arrive(letter("Something else entirely"))

    assert Ticket.objects.count() == 2


def test_an_answer_after_thirty_days_opens_a_linked_ticket(arrive, ticket, cy, as_ana, as_cy):
    verbs.resolve(ticket, resolution="x", by=as_ana)
    verbs.close(ticket, by=as_cy)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at="2020-01-01T00:00Z")

    row = arrive(letter("Again broken"), to=reply_address(ticket, cy))

    assert row.ticket != ticket and row.ticket.links_out.get().other == ticket


def test_an_answer_to_a_merged_number_lands_in_the_survivor(arrive, ticket, cy, as_ana):
    other = make.ticket("Same fire", requester=cy)
    verbs.merge(ticket, into=other, by=as_ana)

    row = arrive(letter("More smoke"), to=reply_address(ticket, cy))

    message = other.messages.order_by("-pk")[0]
    assert row.ticket == other and message.origin == ticket


def test_two_senders_in_from_are_nobody(arrive, cy):
    row = arrive(letter(From="cy@example.org, eve@evil.example"))

    assert row.outcome == "unverified" and row.ticket.requester != cy


def test_a_copy_is_a_suggestion(arrive, cy, di):
    row = arrive(letter(Cc="Di <di@example.org>, nobody@example.net"))

    parts = row.ticket.participants.values_list("person__addresses__email", "role")
    assert set(parts) == {("di@example.org", "suggested"), ("nobody@example.net", "suggested")}
    assert not Ticket.objects.visible_to(acting(di)).exists()


def test_an_out_of_office_is_appended_and_wakes_nothing(arrive, ticket, cy, as_ana):
    verbs.resolve(ticket, resolution="x", by=as_ana)
    arrive(letter("I am away", Auto_Submitted="auto-replied"), to=reply_address(ticket, cy))

    ticket.refresh_from_db()
    assert ticket.status == "resolved" and ticket.messages.count() == 2


@pytest.mark.parametrize(
    "sign", [{"Auto_Submitted": "auto-generated"}, {"List_Id": "<alerts.example>"}]
)
@pytest.mark.parametrize(("reopens", "status"), [(False, "resolved"), (True, "open")])
def test_a_mailbox_for_machines_opens_solved_ones_again(
    arrive, sink, ticket, cy, as_ana, sign, reopens, status
):
    mailbox = Mailbox.objects.create(
        name="Alerts", kind="smtp", automatic_reopens=reopens, created_at=clock.now()
    )
    MailboxAddress.objects.create(mailbox=mailbox, email="alerts@example.org")
    addresses.DIRECTORY.forget()
    verbs.take(ticket, by=as_ana)
    verbs.resolve(ticket, resolution="x", by=as_ana)
    run_due()
    told = len(sink.mails)
    arrive(
        letter("Disk 7 is full again", **sign),
        to=reply_address(ticket, cy).replace("desk", "alerts").replace("localhost", "example.org"),
    )

    ticket.refresh_from_db()
    assert (ticket.status, ticket.messages.count()) == (status, 2)
    assert ticket.messages.latest("pk").verified and len(sink.mails) == told


def test_our_own_mail_coming_back_is_put_aside(arrive):
    row = arrive(letter(X_Frontdoor_Loop="localhost"))

    assert (row.state, row.outcome) == (
        "quarantined",
        "quarantined",
    ) and not Ticket.objects.exists()


def test_an_empty_mail_is_put_aside_with_its_reason(arrive):
    row = arrive(b"")

    assert row.state == "quarantined" and "empty" in row.reason


def test_attachments_come_along(arrive):
    row = arrive(
        letter(
            "--b\nContent-Type: text/plain\n\nSee file\n--b\nContent-Type: text/csv\n"
            'Content-Disposition: attachment; filename="a.csv"\n\n1,2\n--b--',
            Content_Type='multipart/mixed; boundary="b"',
        )
    )

    file = row.ticket.messages.get().attachments.get()
    assert (file.name, storage.read_blob(file.sha256).strip()) == ("a.csv", b"1,2")


def test_a_bounce_is_noted_on_the_ticket_and_flags_the_address(arrive, sink, ticket, cy, as_ana):
    verbs.reply(ticket, body="Hello", channel="email", by=as_ana)
    run_due()
    row = arrive(DSN, to=reply_address(ticket, cy), sender="")

    assert row.outcome == "bounced"
    assert ticket.log.filter(kind=events.Bounced.kind).count() == 1
    assert cy.addresses.get().failing_since is not None


def test_a_bounce_of_what_we_never_sent_changes_nothing(arrive, ticket, cy):
    row = arrive(DSN, to=reply_address(ticket, cy), sender="")

    assert row.outcome == "bounced" and row.ticket is None
    assert cy.addresses.get().failing_since is None


def test_reading_twice_makes_one_message(arrive):
    row = arrive(letter())
    Spooled.objects.filter(pk=row.pk).update(state="waiting", fingerprint=None)
    from frontdoor.channels.intake import take_in  # noqa: PLC0415

    take_in.call(row.pk)

    assert Ticket.objects.count() == 1 and Spooled.objects.get(pk=row.pk).state == "done"


DSN = """From: MAILER-DAEMON@mx.example.org
To: desk@localhost
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="bb"

--bb
Content-Type: text/plain

Sorry.

--bb
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; cy@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--bb--
"""


def test_nobody_is_unknown_twice(arrive):
    arrive(letter(From="", Message_ID="<a@x>"))
    arrive(letter("other", From="", Message_ID="<b@x>"))

    assert Person.objects.filter(addresses=None).count() == 1
    assert Outgoing.objects.count() == 0
