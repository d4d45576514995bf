"""One's own account."""

from __future__ import annotations

import pytest

from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.people.login import tokens
from tests.portal.conftest import signed_in, text_of

OLD, NEW = "correct horse battery", "another long sentence"


@pytest.fixture
def ana_here(ana):
    verbs.change_password(ana, password=OLD, by=SYSTEM)
    ana.refresh_from_db()
    return ana


def test_a_new_password_ends_every_other_session_and_token(ana_here):
    here, elsewhere = signed_in(ana_here), signed_in(ana_here)
    secret = tokens.make(ana_here, scopes=["read"], by=acting(ana_here))
    before = here.session.session_key

    assert here.post("/portal/me/", {"now": OLD, "new": NEW}).status_code == 302

    assert "signed out everywhere else" in text_of(here.get("/portal/me/?changed"))
    assert here.session.session_key != before
    assert elsewhere.get("/portal/me/").url.startswith("/login/")
    assert tokens.holder(secret) is None


@pytest.mark.parametrize(
    ("now", "new", "said"),
    [("wrong", NEW, "not your password of now"), (OLD, "short", "10 to"), ("", NEW, "not your")],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_weak_one(ana_here, now, new, said):
    here = signed_in(ana_here)

    answer = here.post("/portal/me/", {"now": now, "new": new})

    assert answer.status_code == 422
    assert said in text_of(answer)
    ana_here.refresh_from_db()
    assert here.get("/portal/me/").status_code == 200


def test_a_requester_has_no_password_to_change(browser_of_cy, cy):
    assert "Change your password" not in text_of(browser_of_cy.get("/portal/me/"))

    browser_of_cy.post("/portal/me/", {"now": "", "new": NEW})

    cy.refresh_from_db()
    assert cy.password == ""
