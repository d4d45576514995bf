"""R27: two agents on one ticket; nobody's change is overwritten unseen, and the loser is told what stands now."""

from __future__ import annotations

import random

import pytest

from frontdoor.core.errors import Refused, Stale
from frontdoor.people.actors import acting
from frontdoor.tickets import events, verbs
from frontdoor.tickets.models import Ticket
from tests.race.crowd import at_once

PLACES = [f"Room {n}" for n in range(400)]


def deeds(rng: random.Random, person, n: int):
    """What one agent does to what they have before their eyes."""
    by = acting(person)
    return rng.choice(
        [
            lambda seen: verbs.change(seen, field="place", value=PLACES[n], by=by),
            lambda seen: verbs.change(seen, field="subject", value=f"Subject {n}", by=by),
            lambda seen: verbs.change(seen, field="priority", value=str(rng.randint(1, 4)), by=by),
            lambda seen: verbs.tag(seen, add=[f"tag{n}"], by=by),
            lambda seen: verbs.assign(seen, to=rng.choice([person, None]), by=by),
            lambda seen: verbs.hold(seen, hold_for="requester", by=by),
            lambda seen: verbs.start(seen, by=by),
        ]
    )


def seen(pk: int) -> Ticket:
    """The ticket as a page shows it: with the version that its form will bring back."""
    ticket = Ticket.objects.get(pk=pk)
    ticket.seen = ticket.last_seq
    return ticket


def test_200_random_interleavings_overwrite_nothing_unseen(ticket, ana, bo):
    rng = random.Random(27)
    stopped = 0
    for n in range(200):
        first, second = deeds(rng, ana, n), deeds(rng, bo, n + 200)
        hers, his = seen(ticket.pk), seen(ticket.pk)
        before = Ticket.objects.get(pk=ticket.pk).last_seq
        order = [(first, hers), (second, his)]
        rng.shuffle(order)
        outcomes = [outcome_of(deed, page) for deed, page in order]
        won = outcomes[0] == "done"
        if won:
            assert outcomes[1] == "stale", "the second wrote over what they had not seen"
            stopped += 1
        after = Ticket.objects.get(pk=ticket.pk).last_seq
        assert (after > before) == ("done" in outcomes)
    assert stopped > 50


def outcome_of(deed, page: Ticket) -> str:
    try:
        return "done" if deed(page) else "nothing"
    except Stale as stale:
        assert stale.current == Ticket.objects.get(pk=page.pk).last_seq > 0
        return "stale"
    except Refused:
        return "refused"


def test_the_log_has_both_values_of_every_change(ticket, as_ana, bo):
    verbs.change(seen(ticket.pk), field="place", value="B2", by=as_ana)
    verbs.change(seen(ticket.pk), field="place", value="C3", by=acting(bo))

    changes = [entry.event for entry in ticket.log.filter(kind=events.Changed.kind).order_by("seq")]
    assert [(change.before, change.after) for change in changes] == [("", "B2"), ("B2", "C3")]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_exactly_one_wins(ticket, ana, bo):
    for n in range(10):
        hers, his = seen(ticket.pk), seen(ticket.pk)
        outcomes = at_once(
            [
                lambda hers=hers, n=n: verbs.change(
                    hers, field="place", value=f"Her room {n}", by=acting(ana)
                ),
                lambda his=his, n=n: verbs.change(
                    his, field="place", value=f"His room {n}", by=acting(bo)
                ),
            ]
        )

        assert [type(outcome) for outcome in outcomes].count(Stale) == 1
        place = Ticket.objects.get(pk=ticket.pk).place
        assert place == (f"Her room {n}" if isinstance(outcomes[1], Stale) else f"His room {n}")


@pytest.mark.django_db(transaction=True)
def test_words_of_both_are_kept_when_neither_saw_the_other(ticket, as_ana, bo):
    pages = [Ticket.objects.get(pk=ticket.pk) for _ in range(2)]

    at_once(
        [
            lambda: verbs.note(pages[0], body="hers", by=as_ana),
            lambda: verbs.note(pages[1], body="his", by=acting(bo)),
        ]
    )

    assert set(ticket.messages.filter(public=False).values_list("body", flat=True)) == {
        "hers",
        "his",
    }
