"""What agents bring in: forwards, dropped mails, and copies of their own answers."""

from __future__ import annotations

import pytest
from django.db import connection

from frontdoor.channels.intake import words
from frontdoor.channels.intake.dropping import dropped
from frontdoor.channels.intake.proof import own_address
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from tests import make
from tests.channels.conftest import letter
from tests.channels.intake.outlook_file import outlook_file

INLINE = """Please look at this.

Ana

---------- Forwarded message ---------
From: Eva Zeman <eva@customer.example>
Date: Mon, Nov 24, 2025 at 10:00 AM
Subject: Printer on fire
To: <ana@example.org>
Cc: Fritz <fritz@customer.example>

It burns. Please help!
"""
ORIGINAL = """From: Eva Zeman <eva@customer.example>
To: ana@example.org
Cc: Fritz <fritz@customer.example>
Subject: Printer on fire
Date: Mon, 24 Nov 2025 10:00:00 +0100
Message-ID: <eva1@customer.example>

It burns. Please help!
"""


def forward(text, subject="Fwd: Printer on fire", **headers):
    return letter(text, From="Ana <ana@example.org>", Subject=subject, **headers)


def with_files(*files, words="See these."):
    body = f"--b\nContent-Type: text/plain\n\n{words}\n" + "".join(
        f"--b\nContent-Type: message/rfc822\n\n{file}\n" for file in files
    )
    return forward(f"{body}--b--\n", Content_Type='multipart/mixed; boundary="b"')


@pytest.fixture
def bring(arrive, ana):
    return lambda text: arrive(
        text, to=own_address(ana, today=clock.now().date()), sender="ana@example.org"
    )


@pytest.fixture
def drop(db, as_ana):
    return lambda text, name="a.eml": dropped(
        text.encode() if isinstance(text, str) else text, name, by=as_ana
    )


def people(ticket):
    return sorted(ticket.participants.values_list("person__name", "role"))


def test_a_forward_opens_the_ticket_for_whoever_wrote_the_original(bring, ana):
    row = bring(forward(INLINE))

    ticket = row.ticket
    assert (row.outcome, ticket.requester.name, ticket.subject) == (
        "opened",
        "Eva Zeman",
        "Printer on fire",
    )
    assert (ticket.capture, ticket.door, ticket.author) == ("forward", "side", ana)
    assert f"{ticket.happened_at:%Y-%m-%d %H:%M}" == "2025-11-24 10:00"
    assert people(ticket) == [("Fritz", "suggested")]
    asked, note = ticket.messages.order_by("pk")
    assert (asked.body, asked.author.name, asked.public) == (
        "It burns. Please help!",
        "Eva Zeman",
        True,
    )
    assert (note.body, note.author, note.public) == ("Please look at this.\n\nAna", ana, False)


def test_whoever_wrote_the_original_is_told_that_it_was_written_down(bring, sink):
    bring(forward(INLINE))
    run_due()

    assert Outgoing.objects.get().email == "eva@customer.example"


def test_a_forward_that_nobody_proves_is_ordinary_mail(arrive, ana):
    row = arrive(forward(INLINE), sender="ana@example.org")

    assert row.ticket.requester == ana and row.ticket.capture != "forward"


def test_an_answer_address_that_is_not_theirs_takes_an_agents_powers(bring, ana):
    row = bring(forward(INLINE, Reply_To="eve@evil.example"))

    assert row.ticket.capture != "forward"


def test_a_requesters_forward_is_their_own_request(arrive, cy):
    row = arrive(
        letter(INLINE, Subject="Fwd: Printer"), to=own_address(cy, today=clock.now().date())
    )

    assert row.ticket.requester == cy


def test_an_attached_mail_brings_its_own_files_ids_and_copies(bring):
    row = bring(with_files(ORIGINAL))

    message = row.ticket.messages.order_by("pk")[0]
    assert (message.message_id, message.body) == ("eva1@customer.example", "It burns. Please help!")
    assert row.ticket.requester.email == "eva@customer.example"
    assert people(row.ticket) == [("Fritz", "suggested")]


def test_what_a_colleague_passed_on_is_the_request_of_whoever_asked(bring):
    make.person("Bo", "agent")
    passed = INLINE.replace("Please look at this.\n\nAna\n", "Can you?\n")
    outer = f"""For the desk

---------- Forwarded message ---------
From: Bo <bo@example.org>
Date: Tue, Nov 25, 2025 at 9:00 AM
Subject: Fwd: Printer on fire
To: <ana@example.org>

{passed}"""

    assert bring(forward(outer)).ticket.requester.email == "eva@customer.example"


def test_a_thread_that_is_forwarded_is_the_request_of_whoever_wrote_last(bring):
    thread = (
        INLINE + "\nOn Sun, Nov 23, 2025 at 9:00 AM Gus <gus@else.example> wrote:\n> Is it warm?\n"
    )

    assert bring(forward(thread)).ticket.requester.email == "eva@customer.example"


def test_several_in_one_open_one_ticket_a_conversation_and_are_linked(bring):
    second = ORIGINAL.replace("<eva1@", "<eva2@").replace("It burns.", "It still burns.")
    other = (
        ORIGINAL.replace("eva1", "gus1").replace("eva@", "gus@").replace("Printer on fire", "Lamp")
    )
    row = bring(with_files(ORIGINAL, other, second))

    first, last = Ticket.objects.order_by("pk")
    assert [first.messages.filter(public=True).count(), last.messages.count()] == [2, 1]
    assert row.ticket == first and last.links_out.get().other == first
    assert {m.author.email for m in first.messages.filter(public=True)} == {"eva@customer.example"}


def test_a_forward_of_what_is_here_already_only_adds_the_note(arrive, bring):
    first = arrive(ORIGINAL, sender="eva@customer.example")
    row = bring(with_files(ORIGINAL))

    assert (row.outcome, row.ticket) == ("duplicate", first.ticket)
    assert [m.public for m in first.ticket.messages.order_by("pk")] == [True, False]


def test_a_forward_of_an_answer_continues_the_conversation(bring, ticket, cy, as_ana, sink):
    verbs.reply(ticket, body="Is it warm?", channel="email", by=as_ana)
    run_due()
    ours = Outgoing.objects.get(kind="reply").message_id.strip("<>")
    answer = f"""From: Cy <cy@example.org>
To: ana@example.org
Subject: Re: Help
Message-ID: <cy2@example.org>
In-Reply-To: <{ours}>

Very warm.
"""
    row = bring(with_files(answer, words="He wrote to me instead."))

    message = ticket.messages.filter(public=True).order_by("-pk")[0]
    ticket.refresh_from_db()
    assert (row.outcome, row.ticket, message.author, message.body) == (
        "replied",
        ticket,
        cy,
        "Very warm.",
    )
    assert ticket.waiting_since is not None


def test_reading_a_forward_twice_makes_it_once(bring):
    row = bring(forward(INLINE))
    type(row).objects.filter(pk=row.pk).update(state="waiting", fingerprint=None)
    from frontdoor.channels.intake import take_in  # noqa: PLC0415

    take_in.call(row.pk)

    assert row.ticket.messages.count() == 2 and Ticket.objects.count() == 1


def test_a_name_without_an_address_is_a_person_only_where_one_bears_it(bring, cy):
    text = INLINE.replace("Eva Zeman <eva@customer.example>", "Cy")

    assert bring(forward(text)).ticket.requester == cy
    unknown = bring(forward(text.replace("From: Cy", "From: Somebody Else"), Message_ID="<u@x>"))
    assert unknown.ticket.requester.name == "Not known"


def test_a_dropped_mail_is_a_ticket_of_its_writer(drop, ana):
    row = drop(ORIGINAL)

    assert (row.outcome, row.ticket.requester.email, row.ticket.capture) == (
        "opened", "eva@customer.example", "drop",
    )  # fmt: skip
    assert row.ticket.author == ana and f"{row.ticket.happened_at:%H:%M}" == "09:00"


def test_a_dropped_mail_that_came_before_is_named_and_not_doubled(drop):
    first = drop(ORIGINAL)

    assert (drop(ORIGINAL).outcome, Ticket.objects.get()) == ("duplicate", first.ticket)


def test_what_outlook_saved_is_read_like_any_mail(drop):
    row = drop(outlook_file(), "a.msg")

    message = row.ticket.messages.get()
    assert (row.ticket.subject, row.ticket.requester.email) == (
        "Größe der Lampe",
        "eva@customer.example",
    )
    assert message.body == "It burns." and message.attachments.get().name == "Bild 1.png"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [(b"x", "a.pdf", "no mail"), (b"", "a.eml", "empty"), (b"x", "a.msg", "Outlook")],
)
def test_what_is_no_mail_is_refused_in_words(drop, content, name, why):
    with pytest.raises(Refused, match=why):
        drop(content, name)


def test_a_requester_drops_nothing(cy):
    with pytest.raises(NotAllowed):
        dropped(ORIGINAL.encode(), "a.eml", by=acting(cy))


ANSWER = """It is safe to put it out.

On Mon, Nov 24, 2025 at 10:00 AM Eva Zeman <eva@customer.example> wrote:

> It burns. Please help!
"""


def answer(text=ANSWER, **headers):
    given = {"To": "Eva <eva@customer.example>", "Subject": "Re: Printer on fire", **headers}
    return letter(text, From="Ana <ana@example.org>", **given)


def test_ones_own_answer_in_blind_copy_is_the_reply_to_whom_it_was_written(bring, ana, sink):
    row = bring(answer())
    run_due()

    ticket = row.ticket
    asked, replied = ticket.messages.order_by("pk")
    assert (ticket.requester.email, asked.body) == (
        "eva@customer.example",
        "It burns. Please help!",
    )
    assert (replied.body, replied.author, replied.public) == (
        "It is safe to put it out.",
        ana,
        True,
    )
    assert (ticket.status, ticket.assignee, ticket.waiting_since) == ("open", ana, None)
    assert list(Outgoing.objects.values_list("kind", flat=True)) == ["acknowledgement"]


def test_an_answer_in_blind_copy_continues_what_it_answers_and_is_not_sent_again(
    arrive, bring, sink, ana
):
    first = arrive(ORIGINAL, sender="eva@customer.example")
    sent = Outgoing.objects.count()
    row = bring(answer(In_Reply_To="<eva1@customer.example>", Message_ID="<ana9@x>"))
    run_due()

    assert (row.outcome, row.ticket) == ("replied", first.ticket)
    assert first.ticket.messages.order_by("-pk")[0].author == ana
    assert Outgoing.objects.count() == sent


def test_an_answer_that_quotes_nothing_is_all_there_is(bring, ana):
    ticket = bring(answer("Done, Eva.")).ticket

    assert (ticket.messages.get().author, ticket.requester.email) == (ana, "eva@customer.example")
    assert (ticket.status, ticket.assignee) == ("open", ana)


def test_ones_own_new_mail_to_the_desk_is_ones_own_request(bring, ana):
    row = bring(letter("My mouse is gone.", From="Ana <ana@example.org>", Subject="Mouse"))

    assert row.ticket.requester == ana


def test_the_request_is_given_to_whom_it_belongs(bring, as_ana, sink):
    ticket = bring(forward(INLINE)).ticket
    fritz = Person.objects.get(name="Fritz")
    verbs.attribute(ticket, person=fritz, by=as_ana)
    run_due()

    ticket.refresh_from_db()
    assert (ticket.requester, ticket.messages.order_by("pk")[0].author) == (fritz, fritz)
    assert people(ticket) == [("Eva Zeman", "suggested")]
    assert Outgoing.objects.order_by("-pk")[0].email == "fritz@customer.example"


def test_a_request_is_given_to_an_address_that_is_new(ticket, as_ana):
    verbs.attribute(ticket, email="new@customer.example", by=as_ana)

    assert ticket.requester.email == "new@customer.example"
    with pytest.raises(Refused):
        verbs.attribute(ticket, by=as_ana)


def test_messages_are_found_by_their_id_through_the_index(db):
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL enable_seqscan = off")

    assert "message_by_id" in words.with_id(["a@x", "b@x"]).explain()
