"""People and roles: added, changed, disabled; how somebody of the desk gets a password."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from frontdoor.people import verbs
from frontdoor.people.actors import acting
from frontdoor.people.models import AuditEntry, Person
from tests import make
from tests.desk.conftest import signed_in

PEOPLE = "/settings/people/"
NEW = {"name": "Nia Bell", "email": "Nia@Example.org", "role": "agent", "reach": "all"}


def link_for(browser, person):
    page = browser.post(f"{PEOPLE}{person.pk}/link/").content.decode()
    return re.search(r"http[^\"]*(/login/password/[^\"]+)", page)[1]


def test_an_agent_is_added_chooses_a_password_and_works(browser_of_ada, desk):
    browser_of_ada.post(f"{PEOPLE}new/", {**NEW, "teams": [desk.pk], "title": "Support"})
    nia = Person.objects.get(name="Nia Bell")
    assert (nia.email, nia.role, nia.title) == ("nia@example.org", "agent", "Support")
    assert list(nia.teams.all()) == [desk]
    there, browser = link_for(browser_of_ada, nia), Client()
    assert "Hello, <bdi>Nia Bell</bdi>" in browser.get(there).content.decode()
    short = browser.post(there, {"password": "short"})
    assert short.status_code == 422
    done = browser.post(there, {"password": "a sentence to keep"})
    assert done["Location"] == "/desk/"
    assert browser.get("/desk/").status_code == 200
    assert Client().get(there).status_code == 404


def test_a_link_dies_when_the_person_is_disabled(browser_of_ada, ana, ada):
    there = link_for(browser_of_ada, ana)
    verbs.disable(ana, by=acting(ada))
    assert Client().post(there, {"password": "a sentence to keep"}).status_code == 404


def test_requesters_have_no_password(browser_of_ada, cy):
    refused = browser_of_ada.post(f"{PEOPLE}{cy.pk}/link/")
    assert refused.status_code == 422
    assert "Others sign in by mail." in refused.content.decode()


def test_another_role_is_written_and_ends_what_stood_on_the_old(browser_of_ada, ana):
    browser = signed_in(ana)
    browser_of_ada.post(f"{PEOPLE}{ana.pk}/", {"name": "Ana M", "role": "lead", "reach": "all"})
    ana.refresh_from_db()
    assert (ana.name, ana.role) == ("Ana M", "lead")
    assert browser.get("/desk/").status_code == 302
    kinds = list(AuditEntry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds[-3:] == ["people.described", "people.role_changed", "people.left"]


def test_the_last_administrator_stays_one(browser_of_ada, ada):
    typed = {"name": ada.name, "role": "agent", "reach": "all"}
    for refused in (
        browser_of_ada.post(f"{PEOPLE}{ada.pk}/", typed),
        browser_of_ada.post(f"{PEOPLE}{ada.pk}/disable/"),
    ):
        assert refused.status_code == 422
        assert "is the only administrator" in refused.content.decode()
    ada.refresh_from_db()
    assert (ada.role, ada.active) == ("admin", True)


def test_somebody_disabled_is_out_at_once_and_can_be_let_in_again(browser_of_ada, ana):
    browser = signed_in(ana)
    browser_of_ada.post(f"{PEOPLE}{ana.pk}/disable/")
    assert browser.get("/desk/").status_code == 302
    browser_of_ada.post(f"{PEOPLE}{ana.pk}/enable/")
    ana.refresh_from_db()
    assert ana.active
    assert signed_in(ana).get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "cy@example.org"}, "This address already belongs to somebody."),
        ({"email": "not one"}, "address"),
        ({"name": " "}, "This is needed."),
        ({"role": "king"}, "Choose one of these."),
        ({"teams": ["999"]}, "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser_of_ada, cy, typed, said):
    refused = browser_of_ada.post(f"{PEOPLE}new/", {**NEW, "title": "Kept title", **typed})
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert 'value="Kept title"' in refused.content.decode()


def test_more_of_those_at_the_desk_are_of_the_desk_too(browser_of_ada, cy):
    for n in range(51):
        make.person(f"Writer {n:02}", "agent")
    first = browser_of_ada.get(f"{PEOPLE}?who=desk").content.decode()
    more = re.search(r'href="(\?q=&amp;who=desk&amp;after=[^"]+)"', first)[1]
    assert "Writer 50" in browser_of_ada.get(PEOPLE + html.unescape(more)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_however_many_there_are(
    browser_of_ada, desk, count, django_assert_num_queries
):
    for n in range(count):
        make.person(f"Writer {n}", "agent", desk)
    with django_assert_num_queries(7):
        browser_of_ada.get(PEOPLE)


def test_people_are_found_by_name_and_address(browser_of_ada, ana, cy):
    found = browser_of_ada.get(PEOPLE, {"q": "cy@"}).content.decode()
    assert "<bdi>Cy</bdi>" in found
    assert "<bdi>Ana</bdi>" not in found
    assert "<bdi>Cy</bdi>" not in browser_of_ada.get(PEOPLE, {"who": "desk"}).content.decode()
