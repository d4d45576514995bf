"""Lets in whoever holds a part of a session: the link of a mail opens the one request it is about."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.http.response import HttpResponseBase

from frontdoor.people.actors import acting
from frontdoor.people.login import parts
from frontdoor.people.login.gate import Request
from frontdoor.portal.ticket.find import LARGEST
from frontdoor.tickets.models import Ticket

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)
KIND = "ticket:"


def or_part(
    view: Callable[Concatenate[Request, int, Rest], Answer],
) -> Callable[Concatenate[Request, int, Rest], Answer]:
    """For views of one request; a full session is left as it is."""

    @functools.wraps(view)
    def inside(request: Request, /, number: int, *args: Any, **rest: Any) -> Answer:
        if request.person is None:
            _let_in(request, number)
        return view(request, number, *args, **rest)

    return cast(Callable[Concatenate[Request, int, Rest], Answer], inside)


def _let_in(request: Request, number: int) -> None:
    person = parts.person_for(request, _things(request, number))
    if person is not None:
        request.person, request.actor = person, acting(person)


def _things(request: Request, number: int) -> Iterator[str]:
    """The request itself, or one that was merged into it."""
    held = parts.things(request)
    yield f"{KIND}{number}"
    numbers = [int(thing.removeprefix(KIND)) for thing in held if thing.startswith(KIND)]
    if numbers and number <= LARGEST:
        merged = Ticket.objects.filter(pk__in=numbers, merged_into_id=number)
        yield from (f"{KIND}{pk}" for pk in merged.values_list("pk", flat=True))
