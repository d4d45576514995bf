"""Old entries always load: the golden file holds one of every kind that was ever stored, and only grows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdoor.channels.mailboxes import events as mailbox_events  # noqa: F401 -- names what it stores
from frontdoor.log.events import KINDS, load
from frontdoor.people import events  # noqa: F401 -- names what it stores

GOLDEN = [json.loads(line) for line in (Path(__file__).parent / "golden.jsonl").open("rb")]


@pytest.mark.parametrize("stored", GOLDEN, ids=lambda stored: stored["kind"])
def test_an_entry_that_was_ever_stored_still_loads(stored):
    event = load(stored["kind"], stored["data"])

    assert event.kind == stored["kind"]
    held = json.loads(json.dumps(event.data))
    assert stored["data"].items() <= held.items()


def test_every_kind_has_its_place_in_the_golden_file():
    ours = {kind for kind, event in KINDS.items() if event.__module__.startswith("frontdoor.")}

    assert ours - {stored["kind"] for stored in GOLDEN} == set(), "add a line, never change one"


def test_an_entry_without_a_newer_field_loads_with_its_default():
    assert load("ticket.tagged", {}).data == {"added": (), "removed": ()}
