"""What a requester is told of how a ticket stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.stages import may_reopen, stage

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
JONAS = Person(pk=5, name="Jonas Weber", role="agent")


def ticket(status: str, **facts: object) -> Ticket:
    return Ticket(pk=4801, status=status, told_at=NOW, **facts)


def test_a_new_one_stands_in_the_queue():
    shown = stage(ticket("new"), NOW)

    assert (shown.number, shown.title, shown.sentence) == (2, "In the queue", "In the queue.")


def test_an_open_one_names_who_works_on_it():
    assert stage(ticket("open", assignee=JONAS), NOW).sentence == "Jonas is working on it."


def test_a_question_is_the_requesters_turn():
    shown = stage(ticket("hold", hold_for="requester", assignee=JONAS), NOW)

    assert shown.yours
    assert shown.sentence == "Jonas asked you something."


@pytest.mark.parametrize(
    ("hold_for", "reason", "days", "sentence"),
    [
        ("supplier", "Dell", 1, "Waiting for Dell until tomorrow."),
        ("supplier", "Dell", 2, "Waiting for Dell until Friday."),
        ("approval", "Dana's yes", 9, "Waiting for Dana's yes until 4 December."),
        ("part", "the technician brings it on a trolley", 5, "Waiting for a part until Monday."),
        ("date", "new switch", 5, "Planned for Monday 14:00."),
    ],
)
def test_a_hold_says_for_whom_and_until_when(hold_for, reason, days, sentence):
    until = NOW + timedelta(days=days)

    held = ticket("hold", hold_for=hold_for, hold_reason=reason, hold_until=until)

    assert stage(held, NOW).sentence == sentence


def test_times_are_told_in_the_readers_zone():
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    held = ticket("hold", hold_for="date", hold_reason="x", hold_until=late)

    there = NOW.astimezone(ZoneInfo("Europe/Berlin"))

    assert stage(held, there).sentence == "Planned for Friday 00:30."


def test_a_resolved_one_asks_whether_it_is_fixed():
    shown = stage(ticket("resolved", outcome="fixed", assignee=JONAS), NOW)

    assert (shown.number, shown.yours) == (4, True)
    assert shown.sentence == "Jonas thinks it is fixed. Is it?"


@pytest.mark.parametrize(
    ("outcome", "title", "sentence"),
    [
        ("fixed", "Fixed", "Fixed on 25 November."),
        ("answered", "Fixed", "Fixed on 25 November."),
        ("withdrawn", "Closed", "Withdrawn by you."),
        ("declined", "Closed", "Not done."),
        ("no_answer", "Closed", "Closed without your answer."),
    ],
)
def test_a_closed_one_says_how_it_ended(outcome, title, sentence):
    shown = stage(ticket("closed", outcome=outcome, closed_at=NOW), NOW)

    assert (shown.number, shown.title, shown.sentence) == (5, title, sentence)


def test_a_merged_one_names_the_other():
    merged = ticket("closed", outcome="duplicate", closed_at=NOW, merged_into_id=4790)

    assert stage(merged, NOW).sentence == "Same as 4790."
    assert not may_reopen(merged, NOW)


def test_a_closed_one_can_be_reopened_for_thirty_days():
    assert may_reopen(ticket("closed", closed_at=NOW - timedelta(days=30)), NOW)
    assert not may_reopen(ticket("closed", closed_at=NOW - timedelta(days=31)), NOW)


def test_every_status_has_a_stage():
    assert all(stage(ticket(status), NOW).sentence for status in Ticket.Status.values)
