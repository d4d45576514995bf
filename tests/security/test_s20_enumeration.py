"""S20: whether an address is known shows neither in words, nor in status, nor in the work that is done."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM

KNOWN = ("cy@example.org", "ana@example.org")
UNKNOWN = ("nobody@example.org", "noone@example.org")
VALUES = re.compile(r"'[^']*'|\b\d[\d.]*\b|\b[0-9a-f]{16,}\b|0x[0-9a-f]+|s\d+_x\d+")


@pytest.fixture
def people(cy, ana):
    verbs.change_password(ana, password="correct horse battery", by=SYSTEM)


def link(client: Client, email: str):
    return client.post("/login/", {"way": "link", "email": email})


def password(client: Client, email: str):
    return client.post("/login/", {"way": "password", "email": email, "password": "a wrong one"})


def request(client: Client, email: str):
    given = {"send": "1", "body": "Help", "name": "A B", "email": email}
    return client.post("/portal/new/", {**given, "form_key": f"form-key-of-{email[:4]}-here"})


def told(ask, email: str) -> tuple[int, str, str]:
    client = Client()
    answer = ask(client, email)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    plain = re.sub(r'value="\w{64}"', "", page.content.decode()).replace(email, "")
    return answer.status_code, answer.headers.get("Location", ""), plain


def work(ask, email: str) -> list[str]:
    """The statements, without their values."""
    with CaptureQueriesContext(connection) as captured:
        ask(Client(), email)
    return [VALUES.sub("?", each["sql"])[:80] for each in captured.captured_queries]


@pytest.mark.parametrize("ask", [link, password, request])
def test_the_answer_is_the_same(people, ask):
    assert len({told(ask, email) for email in KNOWN + UNKNOWN}) == 1


@pytest.mark.parametrize("ask", [link, password])
def test_the_work_is_the_same(people, ask):
    assert len({tuple(work(ask, email)) for email in (*KNOWN, UNKNOWN[0])}) == 1


def test_a_strangers_request_writes_as_much_for_a_known_address_as_for_an_unknown_one(people):
    def written(email: str) -> list[str]:
        return [each[:40] for each in work(request, email) if each.startswith("INSERT")]

    assert written(KNOWN[0]) == written(UNKNOWN[0])


def test_the_brake_on_guessing_tells_nothing(people):
    tries = {email: [told(password, email) for _ in range(8)] for email in KNOWN + UNKNOWN}

    assert len({tuple(each) for each in tries.values()}) == 1
    assert "Wait five minutes" in tries[UNKNOWN[0]][-1][2]
