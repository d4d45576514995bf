"""One line becomes a ticket: attributed, timed, finished, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdoor.channels.quicklog.record import record, undo
from frontdoor.channels.quicklog.understand import understand
from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Category, Ticket
from tests import make


def log(line, by, **how):
    draft = understand(line, by=by, now=clock.now())
    return record(draft, by=by, **{"seconds": 4.2, **how})


def kinds(ticket):
    return [entry.kind.removeprefix("ticket.") for entry in ticket.log.order_by("seq")]


def test_a_favour_is_a_resolved_ticket_of_somebody_else(ana, as_ana, cy):
    ticket = log("reset vpn for cy @walkup 5m #done", as_ana)

    assert (ticket.requester, ticket.author, ticket.assignee) == (cy, ana, ana)
    assert (ticket.door, ticket.capture, ticket.channel) == ("side", "quick_log", "walkup")
    assert (ticket.status, ticket.resolution, ticket.outcome) == ("resolved", "reset vpn", "done")
    assert (ticket.minutes_spent, ticket.capture_seconds) == (5, 4.2)
    assert kinds(ticket) == ["opened", "assigned", "time_logged", "resolved"]


def test_what_fixed_it_is_the_resolution(as_ana, cy):
    ticket = log("no network for cy = cable replaced", as_ana)

    assert (ticket.status, ticket.resolution, ticket.outcome) == (
        "resolved",
        "cable replaced",
        "fixed",
    )


def test_left_out_it_stays_with_the_writer_and_their_team(ana, as_ana, desk, cy):
    ticket = log("dock is broken for cy", as_ana)

    assert (ticket.status, ticket.assignee, ticket.team) == ("new", ana, desk)


def test_passed_on_it_waits_in_the_named_team(as_ana, cy):
    network = make.team("Network")

    ticket = log("vpn drops for cy #pass >network", as_ana)

    assert (ticket.assignee, ticket.team) == (None, network)


def test_passed_on_without_a_team_it_waits_for_triage(as_ana, cy):
    assert log("something odd for cy #pass", as_ana).team is None


def test_what_was_tried_on_open_work_is_a_note(as_ana, cy):
    ticket = log("no network for cy #open = swapped the cable", as_ana)

    assert ticket.messages.get(public=False).body == "swapped the cable"
    assert ticket.is_unresolved


def test_priority_category_and_moment_are_kept(as_ana, cy):
    printing = Category.objects.create(name="Printing", slug="printing")

    ticket = log("toner for cy !high ~printing yesterday 15:00", as_ana)

    assert (ticket.priority, ticket.category) == (2, printing)
    assert ticket.happened_at.date() == ticket.created_at.date() - timedelta(days=1)


def test_the_usual_channel_is_taken_where_none_is_said(as_ana, cy):
    for _ in range(2):
        log("reset vpn for cy @phone", as_ana)
    log("reset vpn for cy @email", as_ana)

    assert log("reset vpn for cy", as_ana).channel == "phone"


def test_without_a_person_the_requester_is_not_known(as_ana):
    first, second = log("reset vpn", as_ana), log("gave directions for zed", as_ana)

    assert first.requester == second.requester
    assert (first.requester.name, first.requester.email) == ("Not known", "")
    assert second.subject == "gave directions for zed"


def test_a_new_address_becomes_a_requester(as_ana):
    ticket = log("reset vpn for new@example.org", as_ana)

    assert (ticket.requester.email, ticket.requester.role) == ("new@example.org", "requester")


def test_a_line_of_signs_alone_is_logged_too(as_ana, cy):
    assert log("for cy 5m #done", as_ana).subject == "Helped at once"


def test_the_same_form_makes_it_once(as_ana, cy):
    first = log("reset vpn for cy 5m #done", as_ana, form_key="abc")
    verbs.reopen(first, by=as_ana)

    again = log("reset vpn for cy 5m #done", as_ana, form_key="abc")

    assert again == first
    assert (again.minutes_spent, again.status) == (5, "open")
    assert Ticket.objects.count() == 1


def test_a_requester_cannot_log_for_others(as_cy):
    with pytest.raises(NotAllowed):
        log("reset vpn", as_cy)


def test_it_can_be_taken_back_within_ten_seconds(as_ana, cy):
    ticket = log("reset vpn for cy #done", as_ana)

    undo(ticket, by=as_ana, now=ticket.created_at + timedelta(seconds=9))

    assert (ticket.status, ticket.outcome) == ("closed", "not_a_request")


def test_later_it_cannot(as_ana, cy):
    ticket = log("reset vpn for cy #done", as_ana)

    with pytest.raises(Refused, match="ten seconds"):
        undo(ticket, by=as_ana, now=ticket.created_at + timedelta(minutes=1))
    assert ticket.status == "resolved"


def test_another_agent_cannot_take_it_back(as_ana, bo, cy):
    ticket = log("reset vpn for cy #done", as_ana)

    with pytest.raises(Refused, match="who logged it"):
        undo(ticket, by=acting(bo), now=clock.now())


def test_a_name_that_several_bear_is_kept_in_words_where_nobody_is_chosen(as_ana):
    for address in ("k.cerna@acme.example", "kaca@acme.example"):
        make.person("Kateřina Černá", email=address)
    ticket = log("new mouse for Kateřina Černá 2m #done", as_ana)
    assert ticket.requester.name == "Not known"
    assert ticket.subject == "new mouse for Kateřina Černá"
