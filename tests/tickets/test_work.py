from __future__ import annotations

from datetime import timedelta

import pytest

from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import CustomField, Ticket
from tests import make
from tests.tickets.test_conversation import happened


def test_assigning_says_so_once(ticket, ana, as_ana):
    verbs.assign(ticket, to=ana, by=as_ana)
    again = verbs.assign(ticket, to=ana, by=as_ana)

    assert again == [] and ticket.assignee == ana
    assert happened(ticket) == [events.Opened, events.Assigned]


def test_requesters_cannot_assign(ticket, ana, as_cy):
    with pytest.raises(NotAllowed):
        verbs.assign(ticket, to=ana, by=as_cy)

    assert happened(ticket) == [events.Opened]


def test_a_taken_ticket_is_not_taken_away(ticket, ana, bo, as_ana):
    verbs.take(ticket, by=as_ana)
    with pytest.raises(Refused, match="Offer them help"):
        verbs.take(ticket, by=acting(bo))
    with pytest.raises(Refused, match="Hand it over"):
        verbs.assign(ticket, to=bo, by=acting(bo))

    assert ticket.assignee == ana


def test_a_hand_over_needs_a_reason(ticket, bo, as_ana):
    with pytest.raises(Refused, match="Say why"):
        verbs.hand_over(ticket, to=bo, reason=" ", by=as_ana)


def test_the_second_hand_over_goes_to_the_lead(ticket, ana, bo, lea, as_ana):
    verbs.hand_over(ticket, to=bo, reason="Knows switches", by=as_ana)
    verbs.hand_over(ticket, to=ana, reason="Not a switch", by=acting(bo))

    assert ticket.assignee == lea and ticket.hand_overs == 2


def test_help_joins_and_the_assignee_stays(ticket, ana, bo, as_ana):
    verbs.take(ticket, by=as_ana)
    verbs.ask_for_help(ticket, person=bo, by=as_ana)

    assert ticket.assignee == ana
    assert ticket.participants.get().person == bo


@pytest.mark.parametrize(
    ("urgency", "impact", "priority"), [(1, 1, 1), (1, 3, 2), (2, 2, 3), (3, 3, 4), (3, 1, 3)]
)
def test_priority_is_computed_from_two_answers(ticket, as_ana, urgency, impact, priority):
    verbs.change(ticket, field="urgency", value=urgency, by=as_ana)
    verbs.change(ticket, field="impact", value=impact, by=as_ana)

    assert ticket.priority == priority
    assert (ticket.lane == 0) == (priority == 1)


def test_a_changed_priority_keeps_its_reason_and_both_values(ticket, as_ana):
    [entry] = verbs.change(ticket, field="priority", value="2", reason="Payroll day", by=as_ana)

    assert entry.event == events.Changed("priority", "3", "2", "Payroll day")
    assert ticket.priority_reason == "Payroll day"


@pytest.mark.parametrize(
    ("field", "value"), [("priority", "9"), ("kind", "magic"), ("subject", ""), ("password", "x")]
)
def test_a_value_that_does_not_fit_is_refused(ticket, as_ana, field, value):
    with pytest.raises(Refused):
        verbs.change(ticket, field=field, value=value, by=as_ana)


def test_a_custom_field_is_checked_by_its_kind(ticket, as_ana):
    CustomField.objects.create(slug="seats", label="Seats", kind="number")

    verbs.change(ticket, field="custom.seats", value="12", by=as_ana)
    with pytest.raises(Refused, match="Seats"):
        verbs.change(ticket, field="custom.seats", value="many", by=as_ana)

    assert ticket.custom == {"seats": "12"}


def test_tags_are_added_and_removed(ticket, as_ana):
    verbs.tag(ticket, add=["VPN", "month-end"], by=as_ana)
    verbs.tag(ticket, remove=["vpn"], by=as_ana)

    assert list(ticket.taggings.values_list("name", flat=True)) == ["month-end"]


def test_waiting_for_the_requester_ends_with_their_words(ticket, as_ana, as_cy):
    verbs.hold(ticket, hold_for="requester", by=as_ana)
    verbs.reply(ticket, body="It is the blue one", channel="email", by=as_cy)

    assert ticket.status == "open" and not ticket.hold_for


def test_other_holds_need_a_reason_and_an_end(ticket, as_ana):
    with pytest.raises(Refused, match="reason and a day"):
        verbs.hold(ticket, hold_for="part", by=as_ana)
    with pytest.raises(Refused, match="passed"):
        verbs.hold(ticket, hold_for="part", until=clock.now() - timedelta(1), reason="x", by=as_ana)


def test_resolving_asks_what_fixed_it(ticket, as_ana):
    with pytest.raises(Refused, match="what fixed it"):
        verbs.resolve(ticket, by=as_ana)
    verbs.resolve(ticket, resolution="Cable replaced", by=as_ana)

    assert (ticket.status, ticket.outcome, ticket.resolution) == (
        "resolved",
        "fixed",
        "Cable replaced",
    )


def test_a_requester_withdraws_what_is_theirs(ticket, as_cy, di):
    with pytest.raises(NotAllowed):
        verbs.close(ticket, by=acting(di))
    verbs.close(ticket, by=as_cy)

    assert (ticket.status, ticket.outcome) == ("closed", "withdrawn")


def test_confirming_keeps_the_outcome(ticket, as_ana, as_cy):
    verbs.resolve(ticket, resolution="Reset", outcome="done", by=as_ana)
    verbs.close(ticket, by=as_cy)

    assert (ticket.status, ticket.outcome) == ("closed", "done")


def test_time_is_summed(ticket, as_ana):
    verbs.log_time(ticket, minutes=5, by=as_ana)
    verbs.log_time(ticket, minutes=20, by=as_ana)

    assert ticket.minutes_spent == 25
    with pytest.raises(Refused):
        verbs.log_time(ticket, minutes=0, by=as_ana)


def test_a_snoozed_ticket_leaves_ones_own_list_only(ticket, ana, bo, as_ana):
    verbs.snooze(ticket, until=clock.now() + timedelta(hours=1), by=as_ana)

    assert not Ticket.objects.awake_for(ana.pk, clock.now()).exists()
    assert Ticket.objects.awake_for(bo.pk, clock.now()).exists()


def test_a_fact_is_observed(ticket):
    [entry] = verbs.observe(
        ticket, fact=events.Bounced(ticket.requester_id, "mailbox full"), by=SYSTEM
    )

    assert entry.event.why == "mailbox full"


def test_what_came_in_meanwhile_stops_an_overwrite(ticket, as_ana, lea):
    mine = Ticket.objects.get(pk=ticket.pk)
    mine.seen = mine.last_seq
    verbs.change(ticket, field="place", value="B2", by=acting(lea))

    with pytest.raises(Stale) as stale:
        verbs.change(mine, field="place", value="C3", by=as_ana)

    assert stale.value.current == 2 and Ticket.objects.get(pk=ticket.pk).place == "B2"


def test_a_reply_is_stopped_only_by_words(ticket, as_ana, as_cy, lea):
    mine = Ticket.objects.get(pk=ticket.pk)
    mine.seen = 1
    verbs.tag(ticket, add=["vpn"], by=acting(lea))
    verbs.reply(mine, body="Fine", channel="email", by=as_ana)
    mine.seen = mine.last_seq
    verbs.reply(ticket, body="Wait", channel="portal", by=as_cy)

    with pytest.raises(Stale):
        verbs.reply(mine, body="Done", channel="email", by=as_ana)


def test_bulk_goes_on_after_a_refusal(ticket, cy, as_ana):
    done = make.ticket("Other", requester=cy)
    verbs.resolve(done, resolution="x", by=as_ana)

    report = verbs.bulk("start", [done, ticket], by=as_ana)

    assert report.done == [ticket.pk] and done.pk in report.refused


def test_every_verb_may_be_done_by_an_administrator(ada):
    assert all(acting(ada).has(name) for name in verbs.VERBS)
