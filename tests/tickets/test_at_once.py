"""A ticket can be opened and worked on in one transaction."""

from __future__ import annotations

import pytest

from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival, AtOnce


def opened(by, requester, *steps):
    return verbs.open(
        subject="x", body="x", requester=requester, by=by, arrival=Arrival("walkup"), at_once=steps
    )


def test_what_is_done_at_once_is_in_the_log_after_the_opening(as_ana, cy):
    ticket = opened(as_ana, cy, AtOnce("take"), AtOnce("log_time", {"minutes": 5}))

    ticket.refresh_from_db()
    assert (ticket.assignee_id, ticket.minutes_spent) == (as_ana.person_id, 5)
    assert [entry.seq for entry in ticket.log.order_by("seq")] == [1, 2, 3]


def test_where_one_step_is_refused_nothing_is_opened(as_ana, cy):
    with pytest.raises(Refused):
        opened(as_ana, cy, AtOnce("take"), AtOnce("resolve"))

    assert not Ticket.objects.exists()


def test_each_step_needs_its_own_right(cy):
    with pytest.raises(NotAllowed):
        opened(acting(cy), cy, AtOnce("resolve", {"resolution": "x"}))

    assert not Ticket.objects.exists()
