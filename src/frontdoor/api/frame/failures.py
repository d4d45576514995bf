"""Every exception that can leave an operation, as the problem that the client is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import pydantic
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError

from frontdoor.api.frame.bodies import LARGEST, too_large
from frontdoor.api.frame.problems import Fault, Problem, answer, invalid, missing
from frontdoor.api.frame.strict_json import escaped
from frontdoor.core import logs
from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.core.once import Reused

log = logging.getLogger("frontdoor.api")

WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no field of this name here, or it can't be set.",
    "string_type": "This must be text.",
    "int_type": "This must be a whole number.",
    "bool_type": "This must be true or false.",
    "list_type": "This must be a list.",
    "dict_type": "This must be an object.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "string_pattern_mismatch": "This text holds a character that nobody can keep.",
}


def told(request: HttpRequest, failure: Exception | type[Exception]) -> HttpResponse:
    """The answer to whatever went wrong. Bugs are logged, and the client gets only their reference."""
    assert isinstance(failure, Exception)
    for kind in type(failure).__mro__:
        if kind in PROBLEMS:
            return answer(PROBLEMS[kind](failure))
    log.error("%s %s failed", request.method, request.path, exc_info=failure)
    return answer(_broken())


def _own(failure: Any) -> Problem:
    problem: Problem = failure
    return problem


def _of_ninja(failure: HttpError) -> Problem:
    if isinstance(failure.__cause__, Exception):
        for kind in type(failure.__cause__).__mro__:
            if kind in PROBLEMS:
                return PROBLEMS[kind](failure.__cause__)
    return Problem(failure.status_code, "refused", failure.message)


def _of_values(failure: ValidationError) -> Problem:
    return invalid("Some of what was sent doesn't fit.", *_faults(failure.errors))


def of_model(failure: pydantic.ValidationError, under: str) -> Problem:
    """422: of values that no schema could check; `under` is the pointer to where they stood."""
    errors = [
        {**error, "loc": ("body", "", *under.strip("/").split("/"), *error["loc"])}
        for error in failure.errors(include_url=False, include_input=False)
    ]
    return Problem(422, "refused", "Some of this can't be used here.", list(_faults(errors)))


def _faults(errors: Iterable[Any]) -> Iterable[Fault]:
    for error in errors:
        where, *path = error["loc"]
        detail = WORDS.get(error["type"], f"{error['msg'].rstrip('.')}.")
        if where == "body":
            yield Fault(detail, "".join(escaped(step) for step in path[1:]))
        else:
            yield Fault(detail, str(path[-1]) if path else "", "parameter")


def _stale(failure: Stale) -> Problem:
    status = 412 if failure.exactly else 409
    headers = {"ETag": f'"{failure.current}"'}
    return Problem(status, "stale", str(failure), headers=headers)


def _busy(failure: Exception) -> Problem:
    log.warning("The database could not take this in: %s", failure)
    words = "The desk is busy at the moment. Please try again in a few seconds."
    return Problem(503, "busy", words, headers={"Retry-After": "5"})


def _broken() -> Problem:
    reference = logs.reference.get()
    words = "Something broke on our side. The reference helps us to find out what."
    return Problem(500, "broken", words, more={"instance": f"urn:frontdoor:request:{reference}"})


PROBLEMS: dict[type, Callable[[Any], Problem]] = {
    Problem: _own,
    HttpError: _of_ninja,
    ValidationError: _of_values,
    NotAllowed: lambda refusal: Problem(403, "not_allowed", str(refusal)),
    Stale: _stale,
    Refused: lambda refusal: Problem(422, "refused", str(refusal)),
    Reused: lambda _: Problem(422, "key_reused", "This key was used for another request."),
    Http404: lambda _: missing(),
    FileNotFoundError: lambda _: missing(),
    RequestDataTooBig: lambda _: too_large(LARGEST),
    SuspiciousOperation: lambda _: invalid("This request can't be read."),
    MultiPartParserError: lambda _: invalid("The parts of this body can't be read."),
    UnreadablePostError: lambda _: invalid("The body did not arrive whole."),
    OperationalError: _busy,
    InterfaceError: _busy,
}
