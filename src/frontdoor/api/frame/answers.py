"""What goes back: plain values as JSON, and answers that a repeated request is given again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from pydantic_core import to_json

from frontdoor.api.frame.caller import Call
from frontdoor.api.frame.problems import Fault, invalid
from frontdoor.api.frame.versions import etag, is_known, of_answer
from frontdoor.core.once import Asked, Given, once
from frontdoor.core.whole import together

KEY = re.compile(r"[!-~]{1,255}")


def json(
    facts: Mapping[str, Any] | Sequence[Any], *, status: int = 200, version: int | str = ""
) -> HttpResponse:
    """Plain values, datetimes included, as they are: hot lists pass through no model."""
    headers = {"ETag": etag(version)} if version != "" else {}
    return HttpResponse(
        to_json(facts), status=status, content_type="application/json", headers=headers
    )


def read(request: Call, facts: Mapping[str, Any], version: int) -> HttpResponse:
    """The same with its ETag, or 304 where the client has it already."""
    content = to_json(facts)
    headers = {"ETag": of_answer(version, content)}
    if is_known(request, headers["ETag"]):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content, content_type="application/json", headers=headers)


def done(request: Call, act: Callable[[], Given]) -> HttpResponse:
    """Act in one transaction; with an Idempotency-Key once, however often it is sent."""
    given = settled(request, act)
    return json(given.facts, status=given.status, version=given.version)


def settled(request: Call, act: Callable[[], Given], part: str = "") -> Given:
    """The same, as plain facts. `part` tells the steps of one request apart, each with its own transaction."""
    key = key_of(request)
    if key is None:
        with together():
            return act()
    if part:
        key = f"{hashlib.sha256(key.encode()).hexdigest()}/{part}"
    return once(Asked(request.auth.holder, key, _digest(request)), act)


def key_of(request: Call) -> str | None:
    """The Idempotency-Key. Raises Problem 400 for one that can't be kept."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not KEY.fullmatch(key):
        fault = Fault("1 to 255 visible ASCII characters.", "Idempotency-Key", "header")
        raise invalid("The key can't be kept.", fault)
    return key


def _digest(request: Call) -> str:
    """Method, address and body; an upload stands for its own body (`sent`)."""
    sent = getattr(request, "sent", None) or hashlib.sha256(request.body).hexdigest()
    said = f"{request.method} {request.get_full_path()} {sent}"
    return hashlib.sha256(said.encode()).hexdigest()
