"""Signing in and out: who gets in, who doesn't, and what nobody can find out by trying."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from frontdoor.core.tasks import run_due
from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import links
from frontdoor.people.login.brake import Brake
from frontdoor.people.login.sessions import PERSON
from frontdoor.people.models import AuditEntry, Link
from frontdoor.portal.login import link
from tests import make
from tests.portal.conftest import path_in, signed_in, text_of

PASSWORD = "correct horse battery"


@pytest.fixture
def ana_with_password(ana):
    verbs.change_password(ana, password=PASSWORD, by=SYSTEM)
    ana.refresh_from_db()
    return ana


def ask_for_link(client: Client, email: str, **rest):
    return client.post("/login/", {"way": "link", "email": email, **rest})


def test_a_requester_gets_a_link_that_signs_in_once(stranger, cy, mailed):
    assert ask_for_link(stranger, "cy@example.org").url == "/login/sent/"
    path = path_in(mailed()[0], "/login/link/")

    assert stranger.post(path).url == "/"
    assert stranger.session[PERSON] == cy.pk
    assert Client().post(path).status_code == 404


def test_opening_the_link_does_not_use_it(stranger, cy, mailed):
    ask_for_link(stranger, "cy@example.org")
    path = path_in(mailed()[0], "/login/link/")

    for _ in range(3):
        scanned = Client().get(path)
        assert scanned.status_code == 200
        assert "session" not in scanned.cookies

    assert stranger.post(path).status_code == 302


def test_the_link_proves_the_address_it_was_sent_to(stranger, mailed):
    person = make.person("Eve", email="eve@example.org")
    person.addresses.update(verified_at=None)
    ask_for_link(stranger, "EVE@example.org")

    stranger.post(path_in(mailed()[0], "/login/link/"))

    assert person.addresses.get().verified_at


def test_the_link_leads_to_where_its_asker_wanted_to_go(stranger, cy, ticket, mailed):
    ask_for_link(stranger, "cy@example.org", next=f"/portal/requests/{ticket.pk}/")

    answer = stranger.post(path_in(mailed()[-1], "/login/link/"))

    assert answer.url == f"/portal/requests/{ticket.pk}/"


@pytest.mark.parametrize(
    "secret", ["x", "l_", "l_" + "A" * 51, "null", "0", "%00", "[]", "' OR 1=1--"]
)
def test_what_is_no_link_opens_nothing(stranger, cy, secret):
    assert stranger.get(f"/login/link/{secret}/").status_code == 404
    assert stranger.post(f"/login/link/{secret}/").status_code == 404


def test_a_link_of_another_purpose_opens_nothing(stranger, cy):
    secret = links.make("ticket", person=cy, thing="1")

    assert stranger.post(f"/login/link/{secret}/").status_code == 404


def test_a_link_dies_with_the_rights_of_its_person(stranger, cy, mailed):
    ask_for_link(stranger, "cy@example.org")
    path = path_in(mailed()[0], "/login/link/")

    verbs.disable(cy, by=SYSTEM)

    assert stranger.post(path).status_code == 404


def test_trying_links_is_slowed_down(stranger, cy, mailed, monkeypatch):
    monkeypatch.setattr(link, "GUESSES", Brake(tries=5))
    ask_for_link(stranger, "cy@example.org")
    path = path_in(mailed()[0], "/login/link/")

    answers = [stranger.get(f"/login/link/l_wrong{i}/").status_code for i in range(6)]

    assert answers == [404] * 5 + [429]
    assert stranger.post(path).status_code == 429


def test_staff_never_get_a_link(stranger, ana, mailed):
    assert ask_for_link(stranger, "ana@example.org").url == "/login/sent/"

    assert mailed() == []
    assert not Link.objects.exists()


def test_nobody_learns_whether_an_address_is_known(cy, ana, sink):
    said = []
    for email in ("cy@example.org", "ana@example.org", "nobody@example.org"):
        client = Client()
        answer = ask_for_link(client, email)
        said.append((answer.status_code, answer.url, text_of(client.get(answer.url))))

    assert said[0] == said[1] == said[2]


def test_at_most_five_links_an_hour_go_to_one_person(cy, mailed):
    for number in range(12):
        client = Client(
            REMOTE_ADDR=f"192.0.2.{number}", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"
        )
        ask_for_link(client, "cy@example.org")
        run_due()

    assert len(mailed()) == 5


def test_the_mail_holds_nothing_that_the_asker_typed(stranger, mailed):
    make.person("Buy now at evil.example", email="cy@example.org")
    ask_for_link(stranger, "cy@example.org", next="/call-0900-123/")

    text = mailed()[0]

    assert "evil" not in text
    assert "0900" not in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ana", "An address has an @ in it"),
        ("ana@", "The part after @ is missing"),
        ("@example.org", "The part before @"),
        ("a@b@example.org", "The part before @"),
        ("a@[127.0.0.1]", "not a host name"),
        ("V <e@evil.example>", "The part before @|not a host name"),
        ("x" * 65 + "@example.org", "longer than 64"),
        ("a@example.org.", "not a host name"),
    ],
)
def test_what_is_no_address_comes_back_with_the_reason(stranger, typed, said):
    answer = ask_for_link(stranger, typed)

    assert answer.status_code == 422
    assert re.search(said, text_of(answer))
    assert 'aria-invalid="true"' in text_of(answer)


def test_staff_sign_in_with_a_password_under_a_new_session(stranger, ana_with_password):
    stranger.post("/login/", {"way": "link", "email": "x@example.org"})
    before = stranger.session.session_key

    answer = stranger.post(
        "/login/", {"way": "password", "email": "Ana@example.org", "password": PASSWORD}
    )

    assert answer.url == "/"
    assert stranger.session[PERSON] == ana_with_password.pk
    assert stranger.session.session_key != before


def test_a_wrong_password_says_the_same_for_everybody(ana_with_password, cy):
    said = set()
    for email in ("ana@example.org", "cy@example.org", "nobody@example.org", "no address"):
        answer = Client().post("/login/", {"way": "password", "email": email, "password": "x" * 12})
        body = text_of(answer).replace(email, "")
        said.add((answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)))

    assert len(said) == 1


def test_guessing_a_password_stops_after_five_tries(stranger, ana_with_password):
    for _ in range(5):
        stranger.post("/login/", {"way": "password", "email": "ana@example.org", "password": "no"})

    answer = stranger.post(
        "/login/", {"way": "password", "email": "ana@example.org", "password": PASSWORD}
    )

    assert answer.status_code == 422
    assert "Wait five minutes" in text_of(answer)


def test_a_password_that_is_too_long_is_refused_before_it_is_hashed(stranger, ana_with_password):
    answer = stranger.post(
        "/login/", {"way": "password", "email": "ana@example.org", "password": "x" * 4096}
    )

    assert answer.status_code == 422


def test_the_same_password_typed_on_another_keyboard_is_the_same(stranger, ana):
    verbs.change_password(ana, password="cafe\u0301 am See", by=SYSTEM)

    answer = stranger.post(
        "/login/", {"way": "password", "email": "ana@example.org", "password": "caf\u00e9 am See"}
    )

    assert answer.status_code == 302


def test_signing_in_is_kept_in_the_audit(stranger, ana_with_password):
    stranger.post("/login/", {"way": "password", "email": "ana@example.org", "password": PASSWORD})

    last = AuditEntry.objects.order_by("-seq").first()
    assert (last.kind, last.data["way"]) == ("people.signed_in", "password")


def test_signing_out_ends_the_session(browser_of_cy):
    assert browser_of_cy.post("/logout/").url == "/"

    assert PERSON not in browser_of_cy.session
    assert browser_of_cy.get("/portal/requests/").url.startswith("/login/")


def test_a_get_signs_nobody_out(browser_of_cy):
    assert browser_of_cy.get("/logout/").status_code == 405
    assert browser_of_cy.get("/portal/requests/").status_code == 200


@pytest.mark.parametrize("path", ["/login/", "/logout/"])
def test_signing_in_and_out_needs_the_token_of_the_form(cy, path):
    client = signed_in(cy, enforce_csrf_checks=True)

    assert client.post(path, {"way": "link", "email": "cy@example.org"}).status_code == 403
    assert client.get("/portal/requests/").status_code == 200


BAD = [
    "//evil.com", "///evil.com", "/\\evil.com", "\\\\evil.com", "https:evil.com", "http:/evil.com",
    "http:///evil.com", "javascript:alert(1)", "https://desk@evil.com", "https://desk.evil.com",
    "\x08//evil.com", " https://evil.com", "https://desk:443\\@evil.com", "https://ⓓesk",
    "https://testserver\r\nLocation: //evil.com", "//desk", "//localhost", "",
]  # fmt: skip
GOOD = ["/tickets/1", "/%2f%2fevil.com", "/next?u=//evil", "."]


@pytest.mark.parametrize("wanted", BAD)
def test_next_leads_to_no_other_site(browser_of_cy, wanted):
    assert browser_of_cy.get("/login/", {"next": wanted}).url == "/"


@pytest.mark.parametrize("wanted", GOOD)
def test_next_leads_on_inside_the_site(browser_of_cy, wanted):
    assert browser_of_cy.get("/login/", {"next": wanted}).url == wanted


@pytest.mark.parametrize("wanted", BAD)
def test_next_of_a_password_or_a_link_leads_to_no_other_site(ana_with_password, cy, mailed, wanted):
    given = {"way": "password", "email": "ana@example.org", "password": PASSWORD, "next": wanted}
    assert Client().post("/login/", given).url == "/"

    client = Client()
    ask_for_link(client, "cy@example.org", next=wanted)
    assert client.post(path_in(mailed()[-1], "/login/link/")).url == "/"


def test_whose_session_ended_at_work_is_told_that_nothing_is_lost(stranger):
    at_work = text_of(stranger.get("/login/", {"next": "/desk/tickets/7/"}))
    assert "An answer that you had begun is still there." in at_work
    assert '<details class="fold" open>' in at_work
    elsewhere = text_of(stranger.get("/login/", {"next": "/portal/"}))
    assert "had begun" not in elsewhere and '<details class="fold">' in elsewhere
