"""What the made-up history looks like, before any of it is written."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from frontdoor.site.demo.history import imagine
from frontdoor.site.demo.hours import HERE, instant
from frontdoor.site.demo.matters import matters, words
from frontdoor.site.demo.mix import arrivals
from frontdoor.tickets import thanks
from frontdoor.tickets.models import Ticket

UNTIL = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
TICKETS, SEED = 2_000, 3
HISTORY = imagine(TICKETS, SEED, UNTIL)
RHYTHM = HISTORY.rhythm


def told_by(history):
    return [story for chapter in history.chapters() for story in history.stories(chapter)]


@pytest.fixture(scope="module")
def company():
    return HISTORY.company


@pytest.fixture(scope="module")
def came(company):
    return list(arrivals(company, RHYTHM, TICKETS, SEED))


@pytest.fixture(scope="module")
def told():
    return told_by(HISTORY)


def past(told):
    return [step for story in told for step in story.steps if step.at < RHYTHM.until]


def test_the_same_seed_tells_the_same(told):
    assert told_by(imagine(TICKETS, SEED, UNTIL)) == told


def test_another_seed_tells_something_else(told):
    assert told_by(imagine(TICKETS, SEED + 1, UNTIL)) != told


def test_numbers_follow_the_time(came):
    assert [arrival.number for arrival in came] == list(range(1, TICKETS + 1))
    assert [arrival.at for arrival in came] == sorted(arrival.at for arrival in came)
    assert came[-1].at < RHYTHM.until


def test_numbers_are_given_as_tickets_are_opened(told):
    opened = [story.steps[0].at for story in told]

    assert opened == sorted(opened)


def test_no_step_comes_before_the_one_before_it(told):
    for story in told:
        assert [step.at for step in story.steps] == sorted(step.at for step in story.steps)


def test_a_ticket_has_about_three_messages(told):
    words = Counter(step.verb for step in past(told))

    assert 2.7 < (words["open"] + words["reply"] + words["note"]) / TICKETS < 3.4


def test_monday_morning_is_the_peak_and_the_night_is_quiet(came):
    there = [instant(arrival.at).astimezone(HERE) for arrival in came]
    days = Counter(moment.weekday() for moment in there)
    hours = Counter(moment.hour for moment in there)

    assert days[0] > days[4] > 3 * days[6]
    assert max(hours, key=hours.__getitem__) in (8, 9, 10)
    assert sum(hours[hour] for hour in range(5)) < TICKETS / 20


def test_a_quarter_comes_by_the_side_door_and_less_and_less(told):
    doors = [story.steps[0].how.get("door", "front") for story in told]
    early, late = doors[: TICKETS // 2], doors[TICKETS // 2 :]

    assert 0.17 < doors.count("side") / TICKETS < 0.35
    assert late.count("side") < early.count("side")


def test_a_few_agents_carry_most_of_the_side_door(told, company):
    side = Counter(s.steps[0].by for s in told if s.steps[0].how.get("door") == "side")
    shares = sorted((side[agent.n] for agent in company.agents), reverse=True)

    assert sum(shares[:3]) > 0.55 * sum(shares)


def test_the_new_vpn_client_brings_a_wave_that_was_not_there_before(came):
    vpn = [arrival.share for arrival in came if arrival.matter.name == "vpn-drops"]

    assert min(vpn) > 0.85
    assert len(vpn) > 20


def test_payroll_locks_at_the_end_of_the_month(came):
    days = [
        instant(arrival.at).astimezone(HERE).day
        for arrival in came
        if arrival.matter.name == "payroll-lock"
    ]

    assert sum(day >= 27 or day <= 2 for day in days) > 0.7 * len(days)


def test_a_pure_thank_you_does_not_reopen():
    for text in words("phrases")["requester"]["thanks"]:
        assert thanks.verdict(text.format(agent="Tomás")) == "thanks", text


@pytest.mark.parametrize("matter", matters(), ids=lambda matter: matter.name)
def test_a_matter_is_complete(matter):
    teams = {team["slug"] for team in words("company")["teams"]}
    departments = set(words("company")["parts"]["departments"])

    assert matter.team in teams
    assert matter.kind in Ticket.Kind.values
    assert matter.cause in Ticket.Cause.values
    assert departments.issuperset(matter.departments)
    assert matter.subjects
    assert matter.asks
    assert matter.declined or all(matter.resolutions)
    assert bool(matter.query) == bool(matter.answer)
