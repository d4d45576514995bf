"""One verb over many tickets, each in its own transaction, each with its own line in the report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import ValidationError

from frontdoor.api.frame import answers
from frontdoor.api.frame.caller import Call, Caller
from frontdoor.api.frame.failures import of_model
from frontdoor.api.frame.problems import Problem
from frontdoor.api.operations import found
from frontdoor.api.operations.verbs import ON_ITSELF, cleaned
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import Bulk
from frontdoor.api.shapes.verbs import VerbBody, body_of
from frontdoor.core.errors import Refused
from frontdoor.core.once import Given
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import VERBS

router = Router(tags=["verbs"])


@router.post(
    "/tickets/bulk", response=told.BulkReport, operation_id="bulk", summary="Run a verb over many"
)
def bulk(request: Call, wanted: Bulk) -> HttpResponse:
    """At most 1,000 numbers. What one refuses stops none of the others; what you don't see is not found."""
    caller = request.auth
    caller.need("bulk")
    answers.key_of(request)
    how = _how(wanted)
    tickets = Ticket.objects.visible_to(caller.actor).in_bulk(wanted.numbers)
    lines = [
        _line(request, number, lambda ticket: _act(caller, ticket, wanted.verb, how), tickets)
        for number in dict.fromkeys(wanted.numbers)
    ]
    return answers.json({"items": lines})


def _how(wanted: Bulk) -> VerbBody:
    try:
        return body_of(wanted.verb).model_validate(wanted.how)
    except ValidationError as problem:
        raise of_model(problem, "/how") from problem


def _line(
    request: Call, number: int, act: Callable[[Ticket], Given], tickets: dict[int, Ticket]
) -> dict[str, Any]:
    ticket = tickets.get(number)
    if ticket is None:
        return {"number": number, "outcome": "not_found"}
    try:
        outcome = answers.settled(request, partial(act, ticket), part=str(number)).facts["outcome"]
    except (Refused, Problem) as refusal:
        return {"number": number, "outcome": "refused", "detail": _why(refusal)}
    return {"number": number, "outcome": outcome}


def _act(caller: Caller, ticket: Ticket, verb: str, wanted: VerbBody) -> Given:
    target = ticket if verb in ON_ITSELF else found.survivor(ticket, caller.actor)
    by = found.author(caller, wanted.author)
    entries = VERBS[verb](target, **cleaned(verb, target, wanted, by, caller), by=by)
    return Given(200, {"outcome": "done" if entries else "unchanged"})


def _why(refusal: Refused | Problem) -> str:
    if isinstance(refusal, Problem):
        return " ".join(fault.detail for fault in refusal.faults) or refusal.detail
    return str(refusal)
