"""Quick log: one line in, a ticket for somebody else out."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Router

from frontdoor.api.frame import answers
from frontdoor.api.frame.caller import Call, Caller
from frontdoor.api.operations import found
from frontdoor.api.operations.receipts import facts
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import QuickLog
from frontdoor.channels.quicklog.draft import Draft
from frontdoor.channels.quicklog.record import record
from frontdoor.channels.quicklog.understand import understand
from frontdoor.core import clock
from frontdoor.core.once import Given

router = Router(tags=["tickets"])


@router.post("/log", response={201: told.Logged}, operation_id="log", summary="Quick log")
def log(request: Call, wanted: QuickLog) -> HttpResponse:
    """The grammar is that of the desk; what isn't understood stays in the subject."""
    request.auth.need("quick_log")
    return answers.done(request, lambda: _log(request.auth, wanted))


def _log(caller: Caller, wanted: QuickLog) -> Given:
    by = found.author(caller, wanted.author)
    draft = understand(wanted.line, by=by, now=clock.now())
    ticket = record(draft, by=by, seconds=wanted.seconds)
    said = facts(ticket, list(ticket.log.all()), caller.actor)
    return Given(HTTPStatus.CREATED, {**said, "understood": _told(draft)}, str(said["version"]))


def _told(draft: Draft) -> dict[str, Any]:
    """Ids, numbers and the places in the line; the words themselves are the client's own."""
    return {
        "person": draft.person.person_id if draft.person else None,
        "channel": draft.channel,
        "minutes": draft.minutes,
        "outcome": draft.outcome,
        "priority": draft.priority,
        "happened_at": draft.happened_at.isoformat() if draft.happened_at else None,
        "spans": [asdict(span) for span in draft.spans],
    }
