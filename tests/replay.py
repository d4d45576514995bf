"""Forget everything derived, replay the log, and expect the same."""

from __future__ import annotations

from frontdoor.log.replay import replay
from frontdoor.log.verify import verify
from frontdoor.tickets.models import Entry, SearchDocument, Ticket

COLUMNS = [
    "ticket_id", "subject", "people", "words", "notes", "resolution", "terms", "desk_terms", "upto",
]  # fmt: skip


def assert_log_tells_the_whole_story() -> None:
    if not Ticket.objects.exists():
        return
    before = _derived()
    SearchDocument.objects.all().delete()
    replay(Entry.objects.select_related("ticket").order_by("at", "pk"))
    assert _derived() == before
    assert not verify(Entry.objects.order_by("ticket_id", "seq")).bad


def _derived() -> list[tuple[object, ...]]:
    return sorted(SearchDocument.objects.values_list(*COLUMNS))
