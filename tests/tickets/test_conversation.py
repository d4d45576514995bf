from __future__ import annotations

import pytest

from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import Message
from frontdoor.tickets.verbs import Carried
from tests import make


def happened(ticket):
    return [type(entry.event) for entry in ticket.log.order_by("seq")]


def test_a_request_is_opened_with_its_first_words(ticket, cy):
    message = ticket.messages.get()

    assert (message.body, message.author, message.public) == ("Please help.", cy, True)
    assert ticket.status == "new" and ticket.waiting_since is not None
    assert happened(ticket) == [events.Opened]


def test_the_first_answer_takes_the_ticket(ticket, ana, as_ana):
    verbs.reply(ticket, body="On my way.", channel="email", by=as_ana)

    assert (ticket.assignee, ticket.status, ticket.waiting_since) == (ana, "open", None)
    assert ticket.first_reply_at is not None
    assert happened(ticket)[1:] == [events.Assigned, events.Replied]


def test_a_requesters_reply_reopens(ticket, as_ana, as_cy):
    verbs.resolve(ticket, resolution="New toner", by=as_ana)
    verbs.reply(ticket, body="It still burns", channel="email", by=as_cy)

    assert ticket.status == "open" and ticket.reopened
    assert happened(ticket)[-2:] == [events.Reopened, events.Replied]


@pytest.mark.parametrize(
    "words", ["Thanks!", "Thank you so much", "Vielen Dank", "Great, thanks Ana"]
)
def test_bare_thanks_reopen_nothing(ticket, as_ana, as_cy, words):
    verbs.resolve(ticket, resolution="New toner", by=as_ana)
    verbs.reply(ticket, body=words, channel="email", by=as_cy)

    assert ticket.status == "resolved"
    assert happened(ticket)[-1] is events.Replied


@pytest.mark.parametrize(
    "words", ["Thanks, but it still smokes", "Thank you, is there a spare?", "Danke, geht nicht"]
)
def test_thanks_with_a_matter_reopen(ticket, as_ana, as_cy, words):
    verbs.resolve(ticket, resolution="New toner", by=as_ana)
    verbs.reply(ticket, body=words, channel="email", by=as_cy)

    assert ticket.status == "open"


def test_a_reply_with_the_same_key_is_kept_once(ticket, as_ana):
    for _ in range(2):
        verbs.reply(ticket, body="Once", channel="email", by=as_ana, carried=Carried(form_key="k1"))

    assert ticket.messages.filter(body="Once").count() == 1


def test_opening_twice_with_one_key_gives_the_same_ticket(cy):
    one, two = (
        verbs.open(
            subject="Hi", body="x", requester=cy, by=acting(cy), arrival=verbs.Arrival("portal"),
            carried=Carried(form_key="same"),
        )
        for _ in range(2)
    )  # fmt: skip

    assert one.pk == two.pk


@pytest.mark.parametrize("subject", ["", "   ", "\u200b", "\u202e"])
def test_a_subject_without_anything_to_read_is_refused(cy, subject):
    with pytest.raises(Refused, match="few words"):
        make.ticket(subject, requester=cy)


def test_an_empty_reply_is_refused(ticket, as_ana):
    with pytest.raises(Refused, match="Write something"):
        verbs.reply(ticket, body="  ", channel="email", by=as_ana)


def test_unverified_words_are_kept_and_change_nothing(ticket, as_ana):
    verbs.resolve(ticket, resolution="x", by=as_ana)
    verbs.reply(
        ticket,
        body="Let me in",
        channel="email",
        by=SYSTEM,
        carried=Carried(verified=False, doubt="unknown"),
    )

    assert ticket.status == "resolved"


def test_notes_are_for_the_desk(ticket, as_ana, as_cy):
    verbs.note(ticket, body="He is always like this", by=as_ana)

    assert not ticket.messages.get(body__startswith="He is").public
    assert events.Noted.kind not in ticket.log.visible_to(as_cy).values_list("kind", flat=True)
    with pytest.raises(NotAllowed):
        verbs.note(ticket, body="Me too", by=as_cy)


def test_redaction_takes_the_passage_out_for_good(ticket, lea, as_ana):
    verbs.reply(ticket, body="My password is hunter22, thanks", channel="email", by=as_ana)
    message = ticket.messages.order_by("-pk")[0]

    verbs.redact(ticket, message=message, passage="hunter22", by=acting(lea))

    message.refresh_from_db()
    assert "hunter22" not in message.body and "█" in message.body
    assert not ticket.document.__class__.objects.filter(words__contains="hunter22").exists()


def test_erasure_blanks_every_word_and_the_chain_still_holds(ticket, ada, as_ana):
    verbs.change(ticket, field="subject", value="Secret of Cy", by=as_ana)
    verbs.erase(ticket, reason="asked for", by=acting(ada))

    assert ticket.subject == "(erased)" and not Message.objects.exclude(body="").exists()
    changed = ticket.log.get(kind=events.Changed.kind)
    assert changed.data is None and changed.event.was == "ticket.changed"
