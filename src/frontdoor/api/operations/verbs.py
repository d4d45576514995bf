"""Every verb as an operation: `POST /tickets/{number}/{verb}`, made from its form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Body, Router

from frontdoor.api.frame import answers, versions
from frontdoor.api.frame.caller import Call, Caller
from frontdoor.api.frame.problems import Fault, Problem
from frontdoor.api.operations import found, uploads
from frontdoor.api.operations.receipts import receipt
from frontdoor.api.shapes import told
from frontdoor.api.shapes.inputs import plain
from frontdoor.api.shapes.values import Number
from frontdoor.api.shapes.verbs import VerbBody, body_of, carries_files, needs_nothing
from frontdoor.core.once import Given
from frontdoor.people.actors import Actor
from frontdoor.tickets.forms import FORMS
from frontdoor.tickets.models import Ticket, Version
from frontdoor.tickets.verbs import VERBS, Carried

router = Router(tags=["verbs"])
ON_ITSELF = frozenset({"unmerge"})
"""All other verbs go on with the survivor of a merge."""
OURS = frozenset({"author", "attachments"})


def run(caller: Caller, number: int, verb: str, wanted: VerbBody, exactly: int | None) -> Given:
    """Raises what the verb raises, and Problem 422 where the form doesn't take the values."""
    ticket = found.seen(number, caller.actor)
    if verb not in ON_ITSELF:
        ticket = found.survivor(ticket, caller.actor)
    by = found.author(caller, wanted.author)
    ticket.exactly = None if exactly is None else Version(exactly, caller.actor)
    entries = VERBS[verb](ticket, **cleaned(verb, ticket, wanted, by, caller), by=by)
    return receipt(ticket, entries, caller.actor)


def cleaned(
    verb: str, ticket: Ticket, wanted: VerbBody, by: Actor, caller: Caller
) -> dict[str, Any]:
    """What the verb takes, once its form has looked at it with the actor's eyes."""
    values = {name: plain(getattr(wanted, name)) for name in wanted.model_fields_set - OURS}
    form = FORMS[verb](values, actor=by, ticket=ticket)
    if not form.is_valid():
        faults = [
            Fault(" ".join(map(str, words)), f"/{name}") for name, words in form.errors.items()
        ]
        raise Problem(422, "refused", "Some of this can't be used here.", faults)
    how = dict(form.cleaned)
    if carries_files(verb):
        how["carried"] = Carried(
            files=uploads.files(getattr(wanted, "attachments", []), caller.actor)
        )
    return how


def _add(verb: str) -> None:
    def operation(request: Call, number: Number, wanted: VerbBody) -> HttpResponse:
        exactly = versions.insisted(request)
        asked = wanted or body_of(verb)()
        return answers.done(request, lambda: run(request.auth, number, verb, asked, exactly))

    operation.__annotations__["wanted"] = body_of(verb)
    operation.__annotations__["number"] = Number
    if needs_nothing(verb):
        operation.__defaults__ = (Body(None),)  # type: ignore[type-arg]  # a class at run time
    words = verb.replace("_", " ").capitalize()
    path = f"/tickets/{{number}}/{verb}"
    router.post(
        path,
        response=told.Receipt,
        operation_id=verb,
        summary=words,
        description=VERBS[verb].__doc__,
    )(operation)


for name in FORMS:
    _add(name)
