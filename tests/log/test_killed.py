"""T-B and T-D: writers that are killed, and many at once, leave chains without a gap or a fork."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from django.db import connections

from frontdoor.core.db import backend
from frontdoor.log.offline import Seen, verdict
from frontdoor.people.actors import acting
from frontdoor.people.audit import audit
from frontdoor.people.events import SignInRefused
from frontdoor.people.models import AuditEntry, Person
from frontdoor.site.evidence import checkpoints
from frontdoor.site.evidence.records import records
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry, Ticket
from tests.race.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def write_until_killed(ticket: int, person: int) -> None:
    """In a process of its own."""
    by = acting(Person.objects.get(pk=person))
    while True:
        verbs.note(Ticket.objects.get(pk=ticket), body="once more", by=by)
        audit(SignInRefused("wrong password"), actor="nobody")
        checkpoints.checkpoint()


def writer(ticket: int, person: int) -> int:
    connections.close_all()
    if pid := os.fork():
        return pid
    try:
        write_until_killed(ticket, person)
    finally:
        os._exit(1)


def until_more_than(entries: int) -> None:
    end = time.monotonic() + 60
    while Entry.objects.count() <= entries:
        assert time.monotonic() < end, "the writer wrote nothing"


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.soak)])
def test_a_writer_killed_at_any_moment_leaves_no_gap(ticket, ana, kills, monkeypatch):
    monkeypatch.setattr(checkpoints, "MANY", 5)
    chance = random.Random(3)
    for _ in range(kills):
        before = Entry.objects.count()
        pid = writer(ticket.pk, ana.pk)
        until_more_than(before + chance.randint(1, 9))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

        seen = Seen()
        count, bad = verdict(records(), seen)
        assert (bad, count) == ("", Entry.objects.count() + AuditEntry.objects.count())
    assert checkpoints.latest().number >= kills


@pytest.mark.soak
def test_sixteen_writers_of_a_thousand_each_never_fork(ticket, as_ana):
    """Half write one ticket, half the audit; prints what a verb costs with and without company."""

    def write(number: int) -> None:
        for _ in range(1000):
            if number % 2:
                audit(SignInRefused("wrong password"), actor="nobody")
            else:
                verbs.note(Ticket.objects.get(pk=ticket.pk), body="hm", by=as_ana)

    began = time.perf_counter()
    at_once([lambda number=number: write(number) for number in range(16)], patience=3600)
    each = (time.perf_counter() - began) / 16_000 * 1000

    print(f"16 writers of 1,000 entries on {backend().__name__}: {each:.2f} ms each")
    assert verdict(records(), Seen())[1] == ""
    assert ticket.log.count() == 8001 and AuditEntry.objects.count() >= 8000
