"""A line meets the people, teams and categories that there are."""

from __future__ import annotations

import pytest

from frontdoor.channels.quicklog.record import record
from frontdoor.channels.quicklog.understand import recent, understand
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.tickets.models import Category
from tests import make


def read(line, by):
    return understand(line, by=by, now=clock.now())


def test_a_person_of_the_directory_is_found(as_ana):
    alice = make.person("Alice Moreau", department="Finance", place="Floor 2")

    found = read("reset vpn for alice", as_ana).person

    assert (found.person_id, found.name, found.about) == (
        alice.pk,
        "Alice Moreau",
        "Finance, Floor 2",
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Léa van den Berg", "lea"),
        ("Siân O’Brien", "obrien"),
        ("Łukasz Mazur", "lukasz"),
        ("Yıldız Ak", "yildiz"),
        ("Anne-Marie d'Arc", "marie"),
        ("Jürgen Groß", "gross"),
    ],
)
def test_marks_on_letters_may_be_left_off(as_ana, name, typed):
    make.person(name, email="x@example.org")

    assert read(f"reset vpn for {typed}", as_ana).person.name == name


def test_an_address_finds_its_person(as_ana):
    make.person("Alice Moreau", email="am@example.org")

    assert read("for am@example.org reset vpn", as_ana).person.name == "Alice Moreau"


def test_of_two_alices_the_one_helped_before_is_meant(as_ana):
    make.person("Alice Moreau")
    okoro = make.person("Alice Okoro")
    record(read("new mouse for alice okoro #done", as_ana), by=as_ana, seconds=3)

    assert read("reset vpn for alice", as_ana).person.person_id == okoro.pk


def test_somebody_disabled_is_not_offered(as_ana):
    make.person("Alice Moreau", active=False)

    assert read("reset vpn for alice", as_ana).candidates == ()


def test_teams_and_categories_are_those_of_the_desk(as_ana):
    make.team("Business apps")
    Category.objects.create(name="Printing", slug="printing")

    draft = read("toner ~print >apps >plumbing", as_ana)

    assert (draft.category, draft.team, draft.subject) == (
        "Printing",
        "Business apps",
        "toner >plumbing",
    )


def test_a_private_team_is_not_named_to_others(ana):
    secret = make.team("Works council", private=True)
    insider = make.person("Ivo", "agent", secret)

    assert read("leak >works", acting(ana)).team is None
    assert read("leak >works", acting(insider)).team == "Works council"


def test_times_are_in_the_writers_zone(as_ana, ana):
    ana.timezone = "Asia/Tokyo"
    ana.save()

    happened = read("reset vpn yesterday 15:00", as_ana).happened_at

    assert happened.utcoffset().total_seconds() == 9 * 3600


def test_recent_people_are_the_latest_first(as_ana, cy, di):
    make.ticket(requester=cy, by=as_ana)
    make.ticket(requester=di, by=as_ana)

    assert [one.name for one in recent(by=as_ana)] == ["Di", "Cy"]


def test_nobody_known_is_nobody_to_suggest(as_ana):
    record(read("gave directions", as_ana), by=as_ana, seconds=2)

    assert recent(by=as_ana) == []


@pytest.mark.parametrize("people", [1, 3])
def test_a_line_takes_the_same_queries_for_any_number_of_people(
    as_ana, people, django_assert_num_queries
):
    for n in range(people):
        make.ticket(requester=make.person(f"Alice {n}"), by=as_ana)
        make.person(f"Alice Moreau {n}")

    with django_assert_num_queries(8):
        read("reset vpn for alice", as_ana)
