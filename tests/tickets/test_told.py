"""What requesters are told has a version of its own, also of tickets that are older than it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from frontdoor.api.reads import tickets as api
from frontdoor.portal.ticket import find as portal
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import verb
from tests import make


@pytest.mark.no_replay
def test_older_tickets_begin_with_what_is_public_of_them(as_ana, ticket, desk):
    quiet = make.ticket("Quiet", team=desk)
    verbs.note(quiet, body="x", by=as_ana)
    verbs.reply(ticket, body="Soon", channel="portal", by=as_ana)
    last = ticket.log.get(seq=ticket.last_seq)
    verbs.note(ticket, body="x", by=as_ana)
    Ticket.objects.update(told_seq=0, told_at="2001-01-01T00:00:00Z")

    step = import_module("frontdoor.tickets.migrations.0009_told")
    step.count(apps, None)

    ticket.refresh_from_db()
    quiet.refresh_from_db()
    assert (ticket.told_seq, ticket.told_at) == (ticket.log.filter(public=True).count(), last.at)
    assert (quiet.told_seq, quiet.told_at) == (1, quiet.created_at)


def test_a_merge_tells_the_survivors_requester_only_what_they_see(as_ana, ticket, desk):
    other = make.ticket("Another", team=desk)
    verbs.merge(ticket, into=other, by=as_ana)

    other.refresh_from_db()
    ticket.refresh_from_db()
    assert (ticket.told_seq, other.told_seq, other.last_seq) == (2, 1, 2)


@pytest.mark.parametrize("shown", [portal.TOLD, api.PLAIN], ids=["portal", "API"])
def test_whatever_requesters_are_shown_of_a_ticket_counts_in_its_version(shown):
    assert set(shown) - {"created_at", "told_at"} <= set(verb.TOLD)
