"""The log when many write at once: no gap, no fork, no wrong order."""

from __future__ import annotations

import pytest

from frontdoor.core.errors import Refused
from frontdoor.log.verify import verify
from frontdoor.people.actors import acting
from frontdoor.people.audit import audit
from frontdoor.people.events import SignInRefused
from frontdoor.people.models import AuditEntry
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry, Message, SearchDocument, Ticket
from tests import make
from tests.race.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_threads_on_one_ticket_leave_no_gap(ticket, as_ana):
    def write(writer: int) -> None:
        for n in range(5):
            mine = Ticket.objects.get(pk=ticket.pk)
            verbs.note(mine, body=f"word{writer}x{n}", by=as_ana)

    at_once([lambda writer=writer: write(writer) for writer in range(8)])

    assert list(ticket.log.order_by("seq").values_list("seq", flat=True)) == list(range(1, 42))
    assert Ticket.objects.get(pk=ticket.pk).last_seq == 41
    assert verify(Entry.objects.order_by("ticket_id", "seq")).bad == ""
    terms = SearchDocument.objects.get(pk=ticket.pk).desk_terms.split()
    assert {f"word{writer}x{n}" for writer in range(8) for n in range(5)} <= set(terms)


def test_opposite_merges_at_once_leave_one_survivor(ticket, as_ana):
    for _ in range(5):
        one, two = make.ticket("One"), make.ticket("Two")
        first, second = at_once(
            [
                lambda one=one, two=two: verbs.merge(one, into=two, by=as_ana),
                lambda one=one, two=two: verbs.merge(
                    Ticket.objects.get(pk=two.pk), into=Ticket.objects.get(pk=one.pk), by=as_ana
                ),
            ]
        )

        refused = [outcome for outcome in (first, second) if isinstance(outcome, Refused)]
        merged = Ticket.objects.filter(pk__in=[one.pk, two.pk], merged_into__isnull=False)
        assert len(refused) == merged.count() == 1
        assert Message.objects.filter(ticket=merged.get()).count() == 0


def test_a_ring_of_merges_at_once_leaves_no_ring(as_ana, cy):
    ring = [make.ticket(f"T{n}", requester=cy) for n in range(6)]

    def join(here: int, there: int) -> None:
        verbs.merge(Ticket.objects.get(pk=here), into=Ticket.objects.get(pk=there), by=as_ana)

    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    at_once([lambda a=a.pk, b=b.pk: join(a, b) for a, b in pairs])

    into = dict(Ticket.objects.values_list("pk", "merged_into_id"))
    for start in into:
        seen, at = set(), start
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = into[at]


@pytest.mark.parametrize(
    ("writers", "each"), [(8, 20), pytest.param(16, 500, marks=pytest.mark.soak)]
)
def test_numbers_are_unique_and_every_new_ticket_is_there(as_cy, cy, writers, each):
    """R29: nothing is rolled back here, so there is no gap either (decision 2)."""

    def open_many() -> list[int]:
        return [make.ticket(f"N{n}", requester=cy).pk for n in range(each)]

    made = sorted(pk for pks in at_once([open_many] * writers, patience=900) for pk in pks)

    assert made == list(range(made[0], made[0] + writers * each))
    assert len(made) == Ticket.objects.count()
    assert verify(Entry.objects.order_by("ticket_id", "seq")).entries == len(made)


def test_only_one_of_eight_takes_a_ticket(ticket, desk):
    agents = [acting(make.person(f"Agent {n}", "agent", desk)) for n in range(8)]

    outcomes = at_once(
        [lambda by=by: verbs.take(Ticket.objects.get(pk=ticket.pk), by=by) for by in agents]
    )

    assert sum(isinstance(outcome, list) for outcome in outcomes) == 1
    assert ticket.log.filter(kind="ticket.assigned").count() == 1


def test_the_audit_never_forks(ana):
    def refuse() -> None:
        for _ in range(5):
            audit(SignInRefused("wrong password", ana.pk), actor="nobody")

    at_once([refuse] * 8)

    entries = AuditEntry.objects.order_by("seq")
    assert list(entries.values_list("seq", flat=True)) == list(range(1, entries.count() + 1))
    assert verify(entries).bad == "" and entries.count() >= 40
