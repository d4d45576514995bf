"""Trouble, told the same way every time: problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import HttpResponse
from pydantic_core import to_json

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Fault:
    """One value that has to be put right. `at` says where: a JSON pointer, or the name of a parameter or header."""

    detail: str
    at: str = ""
    part: str = "pointer"


@dataclass
class Problem(Exception):
    """`code` is for programs and never changes, `detail` is for people."""

    status: int
    code: str
    detail: str
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)


def invalid(detail: str, *faults: Fault) -> Problem:
    """400: what was sent can't be read as what the schema asks for."""
    return Problem(400, "invalid", detail, faults)


def missing() -> Problem:
    """404, in the same words for what doesn't exist and for what the asker may not see."""
    return Problem(404, "not_found", "There is nothing here, or it is not yours to see.")


def answer(problem: Problem) -> HttpResponse:
    """The response that tells it."""
    body: dict[str, object] = {
        "type": f"urn:frontdoor:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.faults:
        body["errors"] = [
            {"detail": fault.detail, fault.part: fault.at} for fault in problem.faults
        ]
    return HttpResponse(
        to_json({**body, **problem.more}),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=dict(problem.headers),
    )
