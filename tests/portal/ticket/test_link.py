"""The link in a mail opens the one request that the mail is about, once, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from frontdoor.people import verbs as people
from frontdoor.people.actors import SYSTEM, acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Message
from tests import make
from tests.portal.conftest import path_in, signed_in, text_of


@pytest.fixture
def answered(ticket, ana):
    verbs.reply(ticket, body="Which cable?", by=acting(ana), channel="email")
    return ticket


@pytest.fixture
def path(answered, mailed) -> str:
    return path_in(mailed()[-1], "/portal/link/")


def test_the_link_opens_its_request_without_an_account(stranger, answered, path):
    assert "Open the request" in text_of(stranger.get(path))

    there = stranger.post(path).url

    assert there == f"/portal/requests/{answered.pk}/"
    assert "Which cable?" in text_of(stranger.get(there))
    stranger.post(f"{there}reply/", {"body": "USB-C", "form_key": "a-form-key-of-this-page"})
    assert Message.objects.get(body="USB-C").author == answered.requester


def test_it_opens_nothing_else_of_its_person(stranger, cy, path):
    other = make.ticket(requester=cy, subject="CANARY")

    stranger.post(path)

    for closed in (f"/portal/requests/{other.pk}/", "/portal/requests/", "/portal/me/", "/desk/"):
        assert stranger.get(closed).url.startswith("/login/")
    assert "CANARY" not in text_of(stranger.get("/"))
    assert stranger.post(f"/portal/requests/{other.pk}/close/").url.startswith("/login/")


def test_it_works_once_and_where_it_was_used_it_leads_back(stranger, answered, path):
    stranger.post(path)

    assert Client().get(path).status_code == 404
    assert Client().post(path).status_code == 404
    assert stranger.get(path).url == f"/portal/requests/{answered.pk}/"


def test_opening_it_uses_nothing(stranger, path):
    for _ in range(3):
        assert "session" not in Client().get(path).cookies

    assert stranger.post(path).status_code == 302


def test_whoever_is_signed_in_is_led_straight_to_it(browser_of_cy, answered, path):
    assert browser_of_cy.get(path).url == f"/portal/requests/{answered.pk}/"
    assert Client().post(path).status_code == 302


def test_it_ends_with_the_rights_of_its_person(stranger, answered, cy, path):
    there = stranger.post(path).url
    people.disable(cy, by=SYSTEM)

    assert stranger.get(there).url.startswith("/login/")


def test_a_follower_who_is_taken_off_sees_nothing_through_it(stranger, ticket, di, ana, mailed):
    verbs.follow(ticket, person=di, by=acting(ana))
    verbs.reply(ticket, body="News", by=acting(ana), channel="email")
    texts = mailed()
    there = {stranger.post(path_in(text, "/portal/link/")).url for text in texts[-1:]}.pop()
    assert stranger.get(there).status_code == 200

    verbs.unfollow(ticket, person=di, by=SYSTEM)

    assert stranger.get(there).status_code == 404


def test_somebody_else_who_was_signed_in_is_signed_out(browser_of_di, answered, path):
    there = browser_of_di.post(path).url

    assert "Which cable?" in text_of(browser_of_di.get(there))
    assert browser_of_di.get("/portal/me/").url.startswith("/login/")


def test_a_merged_request_is_followed_to_where_it_goes_on(stranger, answered, di, ana, path):
    other = make.ticket(requester=di, subject="The same printer")
    verbs.merge(answered, into=other, by=acting(ana))

    there = stranger.post(path).url

    assert stranger.get(there).url == f"/portal/requests/{other.pk}/"
    assert "The same printer" in text_of(stranger.get(f"/portal/requests/{other.pk}/"))


def test_those_who_work_at_the_desk_get_no_link(ticket, ana, bo, mailed):
    verbs.follow(ticket, person=bo, by=acting(ana))
    verbs.reply(ticket, body="News", by=acting(ana), channel="email")

    texts = mailed()

    assert sum("/portal/link/" in text for text in texts) == len(texts) - 1
    assert any(f"/portal/requests/{ticket.pk}/" in text for text in texts)
    assert signed_in(bo).get(f"/portal/requests/{ticket.pk}/").status_code == 200
