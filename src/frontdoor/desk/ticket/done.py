"""After a verb: which regions of the page its entries touch, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence

from frontdoor.desk.toast import Toast
from frontdoor.tickets import events
from frontdoor.tickets.models import Entry

SAID = {
    "hand_over": "Handed over",
    "hold": "On hold",
    "merge": "Merged",
    "resolve": "Resolved. The requester is asked whether it is fixed",
    "close": "Closed",
    "reopen": "Open again",
    "snooze": "Hidden from your list until then",
    "redact": "Blacked out for good",
    "erase": "Erased for good",
    "ask_for_help": "Asked for help. You keep the ticket",
}
ALWAYS = ("conflict", "timeline", "head", "side")
SPOKEN = frozenset({events.Replied.kind, events.Noted.kind})


def regions(verb: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Names of partials; a composer whose words were sent starts anew, any other is left alone."""
    told = ("toast",) if verb in SAID and entries else ()
    sent = any(entry.kind in SPOKEN for entry in entries)
    fresh = ("composer",) if sent or verb in ("merge", "unmerge", "resolve", "take") else ()
    return (*ALWAYS, *fresh, *told)


def toast(verb: str, number: int, entries: Sequence[Entry]) -> Toast | None:
    if not entries or verb not in SAID:
        return None
    undo = f"/desk/tickets/{number}/unmerge/" if verb == "merge" else ""
    return Toast(SAID[verb], undo)
