"""R15: somebody reads for long and somebody writes much at once; nobody else is told that the database is locked."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection

from frontdoor.core.db import backend
from frontdoor.core.whole import together
from frontdoor.people.actors import Actor
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from tests import make
from tests.race.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST = 2.0
"""Seconds that a write may take, 99 of 100 times."""


@pytest.mark.parametrize(
    ("writers", "each"), [(4, 10), pytest.param(16, 100, marks=pytest.mark.soak)]
)
def test_long_readers_and_writers_are_in_nobodys_way(cy, as_ana, writers, each):
    at_work = [make.ticket(f"T{n}", requester=cy) for n in range(writers)]
    much, ended, waits = make.ticket("Long", requester=cy), threading.Event(), list[float]()

    def write(ticket: Ticket) -> None:
        try:
            for n in range(each):
                began = time.monotonic()
                verbs.note(Ticket.objects.get(pk=ticket.pk), body=f"Note {n}", by=as_ana)
                waits.append(time.monotonic() - began)
        finally:
            at_work.remove(ticket)
            if not at_work:
                ended.set()

    deeds = [lambda ticket=ticket: write(ticket) for ticket in at_work]
    long_ones = [lambda: _read_slowly(ended), lambda: _write_much(ended, much, as_ana)]
    at_once([*deeds, *long_ones], patience=600)

    waits.sort()
    p99 = waits[int(len(waits) * 0.99) - 1]
    print(f"R15: {len(waits)} writes, p50 {waits[len(waits) // 2]:.3f} s, p99 {p99:.3f} s")
    assert len(waits) == writers * each and p99 <= LONGEST


def _read_slowly(ended: threading.Event) -> None:
    """One snapshot from the beginning to the end."""
    with backend().long_read(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM tickets_ticket ORDER BY id")
        while cursor.fetchone() or not ended.is_set():
            ended.wait(0.05)


def _write_much(ended: threading.Event, ticket: Ticket, by: Actor) -> None:
    """Twenty notes in one transaction, which stays open a while, again and again."""
    while not ended.wait(0.2):
        with together():
            for n in range(20):
                verbs.note(Ticket.objects.get(pk=ticket.pk), body=f"One of many: {n}", by=by)
            time.sleep(0.1)
