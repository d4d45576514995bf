"""What the database believes about words may be wrong: it costs time, and never a hit."""

from __future__ import annotations

import pytest

from frontdoor.core import db
from frontdoor.people.actors import acting
from frontdoor.tickets import search
from frontdoor.tickets.search import finding
from tests import make


@pytest.fixture(params=["common", "rare"])
def _believed(request, monkeypatch):
    """Every word is called so, and the walk from the newest ends after three rows."""
    monkeypatch.setattr(db.indexer(), "COMMON", -1 if request.param == "common" else 10**9)
    monkeypatch.setattr(db.indexer(), "WINDOW", 3, raising=False)


@pytest.mark.usefixtures("_believed")
@pytest.mark.parametrize("hidden", [0, 1])
@pytest.mark.parametrize("many", [2, 200])
def test_a_word_is_found_however_far_back_it_stands(cy, ana, desk, monkeypatch, hidden, many):
    for number in range(hidden):
        make.ticket("Printer", requester=cy, team=make.team(f"Secret {number}", private=True))
    monkeypatch.setattr(finding, "MANY", many)
    made = [make.ticket(f"Printer {n}", requester=cy, team=desk).pk for n in range(5)]
    for number in range(4):
        make.ticket(f"Mouse {number}", requester=cy, team=desk)

    seen, after = [], ""
    while after or not seen:
        found = search.find("printer", actor=acting(ana), limit=2, before=after)
        seen += [hit.number for hit in found.hits]
        after = found.after
        if not after:
            break

    assert seen == made[::-1]
