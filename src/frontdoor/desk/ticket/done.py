"""After a verb: which regions of the page its entries touch, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.desk.toast import Toast
from frontdoor.tickets import events
from frontdoor.tickets.models import Entry

SAID = {
    "hand_over": gettext_noop("Handed over"),
    "hold": gettext_noop("On hold"),
    "merge": gettext_noop("Merged"),
    "resolve": gettext_noop("Resolved. The requester is asked whether it is fixed"),
    "close": gettext_noop("Closed"),
    "reopen": gettext_noop("Open again"),
    "snooze": gettext_noop("Hidden from your list until then"),
    "redact": gettext_noop("Blacked out for good"),
    "erase": gettext_noop("Erased for good"),
    "attribute": gettext_noop("Their request now. They are told, and answers go to them"),
    "ask_for_help": gettext_noop("Asked for help. You keep the ticket"),
}
ALWAYS = ("conflict", "timeline", "head", "side")
SPOKEN = frozenset({events.Replied.kind, events.Noted.kind})


def regions(verb: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Names of partials; a composer whose words were sent starts anew, any other is left alone."""
    told = ("toast",) if verb in SAID and entries else ()
    sent = any(entry.kind in SPOKEN for entry in entries)
    fresh = ("composer",) if sent or verb in ("merge", "unmerge", "resolve", "take") else ()
    return (*ALWAYS, *(fresh or ("to",)), *told)


def toast(verb: str, number: int, entries: Sequence[Entry]) -> Toast | None:
    if not entries or verb not in SAID:
        return None
    undo = f"/desk/tickets/{number}/unmerge/" if verb == "merge" else ""
    return Toast(_(SAID[verb]), undo)
