"""A ticket by API, over HTTP, against the real web process, with all that follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection

from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from frontdoor.people.models import Address, Person
from tests.bench.mail import all_kept, until
from tests.bench.meters import Figure, Spent
from tests.served import Served

WARM, MANY = 40, 200


def figures(served: Served, agent: Person) -> Iterator[Figure]:
    """One program, one request after another, each for somebody else."""
    secret = tokens.make(agent, scopes=["read", "write"], by=SYSTEM)
    _create(served.port, secret, WARM)
    until(all_kept)
    whole, web = Spent(served.process.pid), Spent(served.children()[0])
    _create(served.port, secret, MANY)
    until(all_kept)
    cost = f"{whole.seconds() / MANY * 1000:.1f} ms CPU, {web.own() / MANY * 1000:.1f} in web"
    yield Figure("create a ticket by API", cost, "≤ 12 ms CPU")


def _create(port: int, secret: str, many: int) -> None:
    """On one connection, which the server would close if it were kept over a pause."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    emails = Address.objects.order_by("pk").values_list("email", flat=True)[:many]
    for number, email in enumerate(emails):
        wanted = {
            "subject": f"Bench {number}", "body": "word " * 60, "channel": "api", "requester": {"email": email},
        }  # fmt: skip
        head = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        line.request("POST", "/api/v1/tickets", json.dumps(wanted), head)
        answer = line.getresponse()
        said = answer.read()
        assert answer.status == 201, said
