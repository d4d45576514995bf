"""First run: one link, one administrator, then the door to it is gone."""

from __future__ import annotations

import pytest
from django.test import Client

from frontdoor.people.login import setup
from frontdoor.people.login.sessions import PERSON
from frontdoor.people.models import Person
from tests.portal.conftest import text_of

ADA = {"name": "Ada Byron", "email": "Ada@example.org", "password": "a long sentence"}


@pytest.fixture
def path(db) -> str:
    return f"/setup/{setup.first_link()}/"


def test_whoever_holds_the_link_becomes_the_administrator(stranger, path):
    assert stranger.get(path).status_code == 200

    answer = stranger.post(path, ADA)

    ada = Person.objects.get()
    assert answer.url == "/welcome/"
    assert (ada.role, ada.name, ada.email) == ("admin", "Ada Byron", "ada@example.org")
    assert stranger.session[PERSON] == ada.pk
    assert "The door is open" in text_of(stranger.get("/welcome/"))


def test_the_link_is_used_up(stranger, path, client):
    stranger.post(path, ADA)

    for again in (client.get(path), client.post(path, ADA), client.get("/setup/x/")):
        assert again.status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short"}, "10 to 1,024|10 to 1024"),
        ({"password": "x" * 1025}, "1024"),
        ({"email": "ada"}, "has an @ in it"),
        ({"name": "  "}, "A name is needed"),
    ],
)
def test_a_wrong_answer_keeps_the_link_and_what_was_typed(stranger, path, wrong, said):
    answer = stranger.post(path, {**ADA, **wrong})

    assert answer.status_code == 422
    assert any(part in text_of(answer) for part in said.split("|"))
    assert ("Ada Byron" in text_of(answer)) == ("name" not in wrong)
    assert not Person.objects.exists()
    assert stranger.post(path, ADA).status_code == 302


def test_before_the_link_is_used_there_is_no_account(stranger, path):
    answer = stranger.post(
        "/login/", {"way": "password", "email": "admin@example.org", "password": "admin"}
    )

    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_the_link_needs_the_token_of_the_form(path):
    assert Client(enforce_csrf_checks=True).post(path, ADA).status_code == 403
    assert not Person.objects.exists()


def test_only_the_desk_is_welcomed(browser_of_cy, stranger):
    assert browser_of_cy.get("/welcome/").status_code == 403
    assert stranger.get("/welcome/").url.startswith("/login/")
