from __future__ import annotations

import pytest

from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from frontdoor.tickets import verbs
from tests import make


@pytest.fixture
def ask(client, ana):
    secret = tokens.make(ana, scopes=["read"], by=SYSTEM)
    return lambda path: client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})


def test_words_are_found_and_marked(ask, ticket, as_ana):
    verbs.note(ticket, body="The extinguisher is empty", by=as_ana)

    found = ask("/search?q=extinguisher").json()

    assert [item["number"] for item in found["items"]] == [ticket.pk]
    assert {"text": "extinguisher", "marked": True} in found["items"][0]["snippet"]
    assert (found["total"], found["next"]) == (1, None)


def test_the_list_takes_the_filter_language(ask, ticket, cy):
    other = make.ticket("Screen flickers", requester=cy, urgency=1)

    assert [t["number"] for t in ask("/tickets?q=priority:%3E%3Dhigh").json()["items"]] == [
        other.pk
    ]
    assert [t["number"] for t in ask("/tickets?q=status:new+printer").json()["items"]] == [
        ticket.pk
    ]


@pytest.mark.parametrize(
    "path",
    ["/tickets?q=requester__password:x", "/tickets?q=status:nonsense", "/search?q=x&cursor=zz"],
)
def test_what_cannot_be_asked_is_said(ask, ticket, path):
    response = ask(path)

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
