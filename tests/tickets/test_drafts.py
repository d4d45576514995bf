"""Half-written words: kept for one person, never overwritten from elsewhere, gone with what was sent or erased."""

from __future__ import annotations

import pytest

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor, acting
from frontdoor.tickets import drafts, verbs
from frontdoor.tickets.drafts import LONGEST, Typed, keep, name_of, sent, throw_away
from frontdoor.tickets.models import Draft, Entry, Ticket
from frontdoor.tickets.verbs import Carried
from tests import make


def typed(body: str, key: str = "here", *taken: str, kind: str = "reply") -> Typed:
    return Typed(kind, body, key, taken)


def kept(ticket: Ticket, kind: str = "reply") -> list[str]:
    return list(
        Draft.objects.filter(ticket=ticket, kind=kind)
        .order_by("key")
        .values_list("body", flat=True)
    )


def name(ticket: Ticket, key: str) -> str:
    return name_of(*Draft.objects.values_list("pk", "version").get(ticket=ticket, key=key))


def test_one_form_keeps_one_draft_and_says_nothing_to_the_log(ticket, as_ana):
    before = Entry.objects.count()
    keep(ticket, typed("Have you"), by=as_ana)
    keep(ticket, typed("Have you tried\r\nit?"), by=as_ana)
    keep(ticket, typed("Grumpy", kind="note"), by=as_ana)

    assert kept(ticket) == ["Have you tried\nit?"] and kept(ticket, "note") == ["Grumpy"]
    assert Entry.objects.count() == before


def test_an_emptied_form_keeps_none(ticket, as_ana):
    keep(ticket, typed("Have you"), by=as_ana)
    keep(ticket, typed(" \n"), by=as_ana)

    assert kept(ticket) == []


def test_two_forms_are_two_drafts(ticket, as_ana):
    keep(ticket, typed("From the laptop", "laptop"), by=as_ana)
    keep(ticket, typed("From the phone", "phone"), by=as_ana)
    keep(ticket, typed("From the laptop, longer", "laptop"), by=as_ana)

    assert kept(ticket) == ["From the laptop, longer", "From the phone"]


def test_a_form_takes_the_place_of_what_it_goes_on_from(ticket, as_ana):
    keep(ticket, typed("Begun", "laptop"), by=as_ana)
    keep(ticket, typed("Begun, gone on", "phone", name(ticket, "laptop")), by=as_ana)

    assert kept(ticket) == ["Begun, gone on"]


def test_but_not_where_that_has_changed_since(ticket, as_ana):
    keep(ticket, typed("Begun", "laptop"), by=as_ana)
    begun = name(ticket, "laptop")
    keep(ticket, typed("Begun, another end", "laptop"), by=as_ana)
    keep(ticket, typed("Begun, gone on", "phone", begun), by=as_ana)

    assert kept(ticket) == ["Begun, another end", "Begun, gone on"]


def test_the_same_words_are_one_draft(ticket, as_ana):
    keep(ticket, typed("Begun", "laptop"), by=as_ana)
    keep(ticket, typed("Begun", "phone"), by=as_ana)

    assert list(Draft.objects.values_list("key", flat=True)) == ["phone"]


def test_somebody_elses_are_out_of_reach(ticket, as_ana, bo):
    keep(ticket, typed("Ana's"), by=as_ana)
    theirs = name(ticket, "here")
    as_bo = acting(bo)
    keep(ticket, typed("Bo's", "here", theirs), by=as_bo)
    throw_away(ticket, "reply", theirs, by=as_bo)
    sent(ticket, typed("Ana's", "here", theirs), by=as_bo)

    assert kept(ticket) == ["Ana's"]


@pytest.mark.parametrize("wild", ["", "x", "1", "1.x", "-1.1", f"{10**30}.1", "１.１"])
def test_a_name_that_names_nothing_takes_nothing(ticket, as_ana, wild):
    keep(ticket, typed("Begun", "laptop"), by=as_ana)
    keep(ticket, typed("Other", "phone", wild), by=as_ana)

    assert kept(ticket) == ["Begun", "Other"]


def test_one_is_thrown_away_only_as_it_was_seen(ticket, as_ana):
    keep(ticket, typed("Begun"), by=as_ana)
    seen = name(ticket, "here")
    keep(ticket, typed("Begun, longer"), by=as_ana)
    throw_away(ticket, "reply", seen, by=as_ana)
    assert kept(ticket) == ["Begun, longer"]

    throw_away(ticket, "reply", name(ticket, "here"), by=as_ana)
    assert kept(ticket) == []


def test_words_that_a_form_has_sent_are_no_draft_again(ticket, as_ana):
    verbs.reply(ticket, body="Sent", channel="email", by=as_ana, carried=Carried(form_key="here"))

    assert not keep(ticket, typed("Sent"), by=as_ana)
    assert kept(ticket) == []


def test_sending_leaves_what_was_typed_elsewhere(ticket, as_ana):
    for key in ("laptop", "phone"):
        keep(ticket, typed(f"From the {key}", key), by=as_ana)
    sent(ticket, typed("From the phone", "phone"), by=as_ana)

    assert kept(ticket) == ["From the laptop"]


def test_a_draft_has_an_end(ticket, as_ana):
    keep(ticket, typed("x" * LONGEST), by=as_ana)
    with pytest.raises(Refused, match="200,000 characters"):
        keep(ticket, typed("y" * (LONGEST + 1)), by=as_ana)

    assert kept(ticket) == ["x" * LONGEST]


def test_the_newest_five_stay(ticket, as_ana):
    for number in range(drafts.MOST + 2):
        keep(ticket, typed(f"Draft {number}", f"{number}"), by=as_ana)

    assert kept(ticket) == [f"Draft {number}" for number in range(2, drafts.MOST + 2)]


def erasing(ticket: Ticket, ada: Actor) -> None:
    verbs.erase(ticket, reason="asked for", by=ada)


def redacting(ticket: Ticket, ada: Actor) -> None:
    verbs.redact(ticket, message=ticket.messages.earliest("pk"), passage="Please help", by=ada)


@pytest.mark.parametrize("end", [erasing, redacting])
def test_words_that_are_taken_out_go_from_everybodys_drafts_too(ticket, as_ana, ada, cy, desk, end):
    merged = make.ticket("Same", requester=cy, team=desk, body="Twice")
    verbs.merge(merged, into=ticket, by=as_ana)
    for one in (ticket, merged):
        keep(one, typed("You wrote: Please help. When?"), by=as_ana)
    end(ticket, acting(ada))

    assert "Please help" not in repr(list(Draft.objects.values_list("body", flat=True)))
