"""S21: the desk carries nobody's words to whomever they like, even once they have proved who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people import directory
from frontdoor.people.actors import acting
from frontdoor.people.verbs import verify_address
from frontdoor.tickets import verbs
from frontdoor.tickets.verbs.people import STRANGERS_A_DAY
from tests import make


def stranger(n: int):
    return directory.known_or_new(f"victim{n}@third.example")


@pytest.fixture
def spread(cy):
    """As many strangers as one requester may add, over several requests."""
    for n in range(STRANGERS_A_DAY):
        ticket = make.ticket(f"Buy {n}", requester=cy)
        verbs.follow(ticket, person=stranger(n), by=acting(cy))
    return make.ticket("Buy more", requester=cy)


def test_a_requester_adds_only_so_many_strangers_in_a_day(spread, cy):
    with pytest.raises(Refused, match="in one day"):
        verbs.follow(spread, person=stranger(99), by=acting(cy))
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert verbs.follow(spread, person=stranger(99), by=acting(cy))


def test_who_has_proved_their_address_and_what_the_desk_adds_are_not_counted(spread, cy, ana):
    colleague = make.person("Col League")
    for address in colleague.addresses.all():
        verify_address(address)

    assert verbs.follow(spread, person=colleague, by=acting(cy))
    assert verbs.follow(spread, person=stranger(98), by=acting(ana))
