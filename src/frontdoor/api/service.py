"""The API put together: every operation behind one frame."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from frontdoor import __version__
from frontdoor.api.frame import failures
from frontdoor.api.frame.bodies import StrictParser
from frontdoor.api.frame.caller import Bearer, refuse_flood
from frontdoor.api.frame.problems import Problem, answer, missing
from frontdoor.api.operations import (
    bulk,
    conversation,
    files,
    people,
    quicklog,
    search,
    tickets,
    verbs,
)
from frontdoor.api.shapes.asked import Query, refuse_unknown

View = Callable[..., HttpResponseBase]

API = NinjaAPI(
    title="Frontdoor",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    parser=StrictParser(),
)
for kind in (
    Exception,
    HttpError,
    ValidationError,
    Http404,
):  # ninja has words of its own for these
    API.add_exception_handler(kind, failures.told)


def only_known(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Where an operation takes no query, an address with one is refused as well."""

    @functools.wraps(operation)
    def asked(request: HttpRequest, **values: Any) -> Any:
        if not any(isinstance(value, Query) for value in values.values()):
            refuse_unknown(request, set())
        return operation(request, **values)

    return asked


API.add_decorator(only_known)
for router in (bulk.router, tickets.router, verbs.router, conversation.router):
    API.add_router("", router)
for router in (files.router, people.router, quicklog.router, search.router):
    API.add_router("", router)


def framed(view: View) -> View:
    """HEAD as GET, refused methods as problems, and what is left of the minute on every answer."""

    @csrf_exempt
    def answered(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        method, request.method = request.method, _meant(request.method)
        try:
            response = view(request, **parts)
        except Problem as problem:
            response = answer(problem)
        request.method = method
        if response.status_code == 405:
            response = answer(_refused(response))
        if spent := getattr(request, "spent", None):
            for name, value in spent.headers.items():
                response.headers.setdefault(name, value)
        return response

    return answered


def unknown(request: HttpRequest) -> HttpResponse:
    """Whatever else lies below /api/. Raises Problem."""
    refuse_flood(request)
    raise missing()


def urls() -> list[URLPattern]:
    """Every operation, each behind the frame."""
    found = [each for each in API.urls[0] if isinstance(each, URLPattern)]
    for pattern in found:
        pattern.callback = framed(pattern.callback)
    return [pattern for pattern in found if pattern.name != "api-root"]


def _meant(method: str | None) -> str | None:
    return "GET" if method == "HEAD" else method


def _refused(response: HttpResponseBase) -> Problem:
    allowed = {name.strip() for name in response.headers.get("Allow", "").split(",")}
    if "GET" in allowed:
        allowed.add("HEAD")
    said = ", ".join(sorted(allowed))
    return Problem(405, "not_allowed_here", f"Here you can use {said}.", headers={"Allow": said})
