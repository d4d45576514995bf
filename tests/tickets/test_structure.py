from __future__ import annotations

import pytest

from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import acting
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Carried
from tests import make
from tests.tickets.test_conversation import happened


@pytest.fixture
def twin(di):
    return make.ticket("Fire again", requester=di)


def bodies(ticket):
    return list(ticket.messages.order_by("pk").values_list("body", flat=True))


def test_merging_reads_all_words_in_the_survivor_and_says_so_on_both(ticket, twin, di, as_ana):
    verbs.merge(twin, into=ticket, by=as_ana)

    assert twin.merged_into == ticket and len(bodies(ticket)) == 2
    assert happened(twin)[-1] is events.Merged and happened(ticket)[-1] is events.Absorbed
    assert ticket.participants.get().person == di


def test_undoing_a_merge_brings_words_and_state_back(ticket, twin, as_ana):
    verbs.merge(twin, into=ticket, by=as_ana)
    by_token = Carried(addressed_to=twin.pk)
    verbs.reply(ticket, body="To the twin", channel="email", by=as_ana, carried=by_token)
    verbs.reply(ticket, body="To the first", channel="email", by=as_ana)

    verbs.unmerge(twin, survivor=ticket, by=as_ana)

    assert (twin.status, twin.outcome, twin.merged_into) == ("new", "", None)
    assert bodies(twin)[-1] == "To the twin" and bodies(ticket)[-1] == "To the first"


def test_undoing_reaches_through_a_chain_of_merges(ticket, twin, cy, as_ana):
    third = make.ticket("Third", requester=cy)
    verbs.merge(third, into=twin, by=as_ana)
    verbs.merge(twin, into=ticket, by=as_ana)
    verbs.unmerge(twin, survivor=ticket, by=as_ana)
    verbs.unmerge(third, survivor=twin, by=as_ana)

    assert [len(bodies(t)) for t in (ticket, twin, third)] == [1, 1, 1]


def test_a_ticket_is_not_merged_into_itself_or_twice(ticket, twin, as_ana):
    with pytest.raises(Refused, match="itself"):
        verbs.merge(ticket, into=ticket, by=as_ana)
    verbs.merge(twin, into=ticket, by=as_ana)
    with pytest.raises(Refused, match="already merged"):
        verbs.merge(ticket, into=twin, by=as_ana)


def test_nobody_merges_into_what_they_cannot_see(ticket, twin, as_ana):
    Ticket.objects.filter(pk=twin.pk).update(team=make.team("Payroll", private=True))
    blind = acting(make.person("Eve", "agent"))

    with pytest.raises(NotAllowed):
        verbs.merge(ticket, into=twin, by=blind)


def test_a_private_teams_tickets_are_seen_by_its_members_alone(ticket, ana, bo):
    Ticket.objects.filter(pk=ticket.pk).update(team=make.team("Payroll", private=True))
    inside = make.person("Pia", "agent", make.team("Payroll"))

    assert not Ticket.objects.visible_to(acting(bo)).exists()
    assert Ticket.objects.visible_to(acting(inside)).exists()


def test_splitting_moves_marked_words_to_a_linked_ticket(ticket, cy, as_ana):
    verbs.reply(ticket, body="Also my screen flickers", channel="portal", by=acting(cy))
    second = ticket.messages.order_by("-pk")[0]

    verbs.split(ticket, messages=[second], subject="Screen flickers", by=as_ana)

    new = Ticket.objects.get(subject="Screen flickers")
    assert bodies(new) == ["Also my screen flickers"] and len(bodies(ticket)) == 1
    assert new.requester == cy and new.links_out.get().other == ticket


def test_links_are_made_once_and_taken_off(ticket, twin, as_ana):
    verbs.link(ticket, other=twin, relation="blocks", by=as_ana)
    assert verbs.link(ticket, other=twin, relation="blocks", by=as_ana) == []
    verbs.unlink(ticket, other=twin, relation="blocks", by=as_ana)

    assert not ticket.links_out.exists()


def test_a_follower_sees_it_until_they_are_taken_off(ticket, di, as_cy):
    verbs.follow(ticket, person=di, by=as_cy)
    assert Ticket.objects.visible_to(acting(di)).exists()
    verbs.unfollow(ticket, person=di, by=as_cy)
    assert not Ticket.objects.visible_to(acting(di)).exists()
