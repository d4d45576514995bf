"""What one mail may cost, on either database: statements that read or write, and commits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.channels import pressure, spool
from frontdoor.channels.intake import take_in
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Outgoing
from frontdoor.log.react import react
from frontdoor.people.models import Person
from frontdoor.tickets.models import Entry, Ticket
from tests.channels.conftest import letter

pytestmark = pytest.mark.django_db(transaction=True)
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture(autouse=True)
def looked_already() -> None:
    """Whose addresses are whose, and whether too much waits, is asked every few seconds and not for each mail."""
    addresses.is_ours("somebody@else.example")
    pressure.is_high()


def cost(step) -> tuple[int, int]:
    """Statements without those that only begin and end something, and commits."""
    with CaptureQueriesContext(connection) as asked:
        step()
    said = [query["sql"].strip() for query in asked.captured_queries]
    commits = sum(one.startswith("COMMIT") for one in said)
    return sum(not one.startswith(CONTROL) for one in said), commits


def arrived(number: int, sender: str = "cy@example.org") -> spool.Arrived:
    raw = letter(f"Smoke {number}", From=sender, Message_ID=f"<m{number}@x>").encode()
    return spool.Arrived(raw, spool.Envelope("smtp", sender, ("desk@localhost",)))


def spooled(number: int, sender: str = "cy@example.org") -> int:
    return spool.accept_all([arrived(number, sender)])[0].pk


def test_a_mail_is_taken_with_two_statements_and_one_commit():
    assert cost(lambda: spool.accept_all([arrived(1)])) == (2, 1)


def test_however_many_come_at_once():
    assert cost(lambda: spool.accept_all([arrived(n) for n in range(9)])) == (2, 1)
    assert len({row.pk for row in spool.accept_all([arrived(n) for n in range(10, 13)])}) == 3


def test_a_mail_becomes_a_ticket_with_fourteen_statements_and_one_commit(cy):
    first, second = spooled(1), spooled(2)
    take_in.call(first)

    assert cost(lambda: take_in.call(second)) == (14, 1)
    assert Ticket.objects.filter(requester=cy).count() == 2


def test_a_stranger_costs_two_more(cy):
    first, second = spooled(1), spooled(2, "new@example.net")
    take_in.call(first)

    assert cost(lambda: take_in.call(second)) == (16, 1)
    assert Person.objects.filter(addresses__email="new@example.net").exists()


def test_an_acknowledgement_is_promised_with_seven_statements_and_one_commit(cy):
    take_in.call(spooled(1))
    entry = Entry.objects.get()

    assert cost(lambda: react.call("tickets.Entry", entry.pk)) == (7, 1)
    assert Outgoing.objects.get().kind == "confirm" or Outgoing.objects.get().person == cy


def test_whoever_was_told_enough_costs_four_reads(cy):
    take_in.call(spooled(1))
    react.call("tickets.Entry", Entry.objects.get().pk)
    take_in.call(spooled(2))

    second = Entry.objects.latest("pk").pk
    assert cost(lambda: react.call("tickets.Entry", second)) == (4, 0)
