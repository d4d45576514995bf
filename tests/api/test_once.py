"""A POST with a key happens once (R25, A13)."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from frontdoor.core.models import Answer
from frontdoor.people.models import Person
from frontdoor.tickets.models import Message, Ticket, TimeSpent
from tests import make
from tests.api.client import ok, problem

VPN = {"subject": "VPN is down", "body": "Since nine."}
KEY = {"Idempotency_Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}


def test_the_same_request_is_given_the_same_answer(api, ana):
    client = api(ana)
    first, again = (client.post("/tickets", VPN, **KEY) for _ in range(2))
    ok(first, 201)
    assert (first.content, first.headers["ETag"]) == (again.content, again.headers["ETag"])
    assert again.status_code == 201
    assert Ticket.objects.count() == 1


def test_the_answer_is_the_first_one_even_when_more_has_happened(api, ana):
    client = api(ana)
    first = ok(client.post("/tickets", VPN, **KEY), 201)
    ok(client.post(f"/tickets/{first['number']}/take"))
    assert ok(client.post("/tickets", VPN, **KEY), 201) == first


def test_the_key_of_another_request_is_refused(api, ana):
    client = api(ana)
    number = ok(client.post("/tickets", VPN, **KEY), 201)["number"]
    problem(client.post("/tickets", {**VPN, "body": "other"}, **KEY), 422)
    problem(client.post(f"/tickets/{number}/reply", {"body": "x"}, **KEY), 422)
    assert Ticket.objects.count() == Message.objects.count() == 1


def test_the_same_key_of_another_token_is_another(api, ana, bo):
    ok(api(ana).post("/tickets", VPN, **KEY), 201)
    ok(api(bo).post("/tickets", VPN, **KEY), 201)
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "x" * 10_000, "ä", "a b"])
def test_a_key_is_1_to_255_visible_characters(api, ana, key):
    told = problem(api(ana).post("/tickets", VPN, Idempotency_Key=key), 400)
    assert told["errors"][0]["header"] == "Idempotency-Key"
    ok(api(ana).post("/tickets", VPN, Idempotency_Key="x" * 255), 201)


def test_time_is_logged_once(api, ana, ticket):
    client, path = api(ana), f"/tickets/{ticket.pk}/log_time"
    first = ok(client.post(path, {"minutes": 5}, **KEY))
    assert ok(client.post(path, {"minutes": 5}, **KEY)) == first
    assert TimeSpent.objects.count() == 1


def test_what_was_refused_may_be_tried_again(api, ana, lea, ticket):
    ok(api(lea).post(f"/tickets/{ticket.pk}/take"))
    client, path = api(ana), f"/tickets/{ticket.pk}/take"
    problem(client.post(path, {}, **KEY), 422)
    ok(api(lea).post(f"/tickets/{ticket.pk}/assign", {"to": None}))
    assert ok(client.post(path, {}, **KEY))["assignee"] == ana.pk


def test_nobody_is_made_for_a_ticket_that_is_refused(api, ana):
    body = {**VPN, "subject": "\u200b", "requester": {"email": "new@example.org"}}
    problem(api(ana).post("/tickets", body), 422)
    assert not Person.objects.filter(addresses__email="new@example.org").exists()


def test_a_bulk_repeats_nothing(api, ana):
    numbers = [make.ticket(f"T{n}").pk for n in range(3)]
    body = {"verb": "log_time", "numbers": numbers, "how": {"minutes": 5}}
    client = api(ana)
    first = ok(client.post("/tickets/bulk", body, **KEY))
    assert ok(client.post("/tickets/bulk", body, **KEY)) == first
    assert TimeSpent.objects.count() == 3


def test_a_kept_answer_holds_no_words(api, ana):
    body = {
        "subject": "CANARY",
        "body": "CANARY",
        "requester": {"email": "canary@example.org", "name": "CANARY"},
    }
    ok(api(ana).post("/tickets", body, **KEY), 201)
    ok(api(ana).post("/log", {"line": "CANARY for canary @walkup"}, Idempotency_Key="other"), 201)
    assert "canary" not in str(list(Answer.objects.values())).lower()


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_ticket_comes_out(api, ana):
    client = api(ana)

    def send(_):
        try:
            return client.post("/tickets", VPN, **KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Ticket.objects.count() == Message.objects.count() == Answer.objects.count() == 1


DIES = """
import os, signal
import django; django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from frontdoor.core.models import Answer
kept = Answer.save
def dies(self, *a, **k):
    kept(self, *a, **k)
    if k.get("update_fields"):
        os.kill(os.getpid(), signal.SIGKILL)  # the effect and the answer are written, nothing is committed
Answer.save = dies
from tests.api.client import Api
Api(os.environ["TEST_TOKEN"]).post("/tickets", {"subject": "VPN is down", "body": "Since nine."},
    Idempotency_Key="8e03978e-40d5-43e8-bc93-6894a57f9324")
"""


@pytest.mark.django_db(transaction=True)
def test_after_a_kill_the_same_request_opens_the_one_ticket(api, ana):
    client = api(ana)
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frontdoor.site.settings",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_TOKEN": client.token,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    killed = subprocess.run([sys.executable, "-c", DIES], env=environ, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert not Ticket.objects.exists() and not Answer.objects.exists()

    first = ok(client.post("/tickets", VPN, **KEY), 201)
    assert ok(client.post("/tickets", VPN, **KEY), 201) == first
    assert Ticket.objects.count() == 1
