"""T-A: whatever is done to a log afterwards is found, and the first entry that is bad is named."""

from __future__ import annotations

import random

import pytest

from frontdoor.log.offline import Seen, verdict
from tests.log.tampering import KINDS, house, told


def try_all(tries: int, **size: int) -> None:
    chance = random.Random(5)
    made = house(chance=chance, **size)
    assert verdict(told(made.logs), made.seen()) == (size["entries"], "")
    for number in range(tries):
        kind = KINDS[number % len(KINDS)]
        done = kind(made, chance)
        _, bad = verdict(done.records, made.seen())
        assert bad.startswith(f"{done.first[0]} entry {done.first[1]}: "), (kind, done.first, bad)


def test_every_way_of_tampering_is_found_and_its_place_named():
    try_all(60, entries=300, things=20, every=30)


@pytest.mark.soak
def test_a_thousand_of_a_thousand_tamperings_are_found():
    try_all(1000, entries=10_000, things=300, every=1000)


def test_a_whole_log_made_anew_holds_by_itself():
    """What is found above is found by checkpoints alone: the forged chain has no flaw of its own."""
    chance = random.Random(5)
    made = house(300, 10, 50, chance)

    for kind in KINDS[-4:]:
        assert verdict(kind(made, chance).records, Seen())[1] == ""
