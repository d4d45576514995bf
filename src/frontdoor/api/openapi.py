"""The OpenAPI document: what ninja knows of each operation, and what the frame does for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from frontdoor.api.frame.limits import ADDRESSES, TOKENS
from frontdoor.api.frame.problems import MEDIA_TYPE
from frontdoor.api.frame.versions import STRONG

Json = dict[str, Any]
PREFIX = "/api/v1/"
ABOUT = f"""Everything that can be done at the desk, by programs.

Send `Authorization: Bearer fd_live_…` with every request; sessions are not accepted. Every error is a
problem (RFC 9457). A POST with an `Idempotency-Key` happens once in a day, however often it is sent. `ETag` names the
version of a ticket: `If-Match` insists on it, `If-None-Match` asks only for another. Lists go on with `cursor`.
A token may ask {TOKENS.limit:,} times a minute, an address without one {ADDRESSES.limit}."""

ALWAYS = (400, 401, 403, 404, 405, 429, 503)
WITH_BODY = (413, 415, 422)
VERSIONED = (409, 412)
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Makes the request happen once: whoever repeats it within a day is given the first answer.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the version that you read; another version refuses with 412.",
    "schema": {"type": "string", "pattern": f"^{STRONG.pattern}$"},
}
NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETags that you have; 304 where one of them stands.",
    "schema": {"type": "string"},
}
TAG = {"ETag": {"description": "Version and digest", "schema": {"type": "string"}}}
LEFT = {
    name: {"description": words, "schema": {"type": "integer"}}
    for name, words in {
        "RateLimit-Limit": "Requests a minute",
        "RateLimit-Remaining": "Requests left in this minute",
        "RateLimit-Reset": "Seconds until the minute ends",
    }.items()
}
RETRY = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. `type` is for programs and never changes, `detail` is for people.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "RFC 6901, into the body"},
                    "parameter": {"type": "string"},
                    "header": {"type": "string"},
                },
            },
        },
    },
}
BYTES = {"schema": {"type": "string", "format": "binary"}}
FORM = {
    "schema": {
        "type": "object",
        "additionalProperties": False,
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}


def described(api: NinjaAPI) -> Json:
    """The whole document, OpenAPI 3.1."""
    document: Json = dict(api.get_openapi_schema(path_prefix=PREFIX))
    document["info"]["description"] = ABOUT
    document["components"]["schemas"]["Problem"] = PROBLEM
    for method, path, operation in operations(document):
        _frame(method, path, operation)
    _files(document["paths"])
    _conditional(document["paths"][f"{PREFIX}tickets/{{number}}"]["get"])
    return document


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _frame(method: str, path: str, operation: Json) -> None:
    about_one = "{number}" in path and method in ("post", "patch")
    for answer in operation["responses"].values():
        answer["headers"] = LEFT
    statuses = [*ALWAYS, *(WITH_BODY if method != "get" else ()), *(VERSIONED if about_one else ())]
    if about_one:
        operation["parameters"].append({**MATCH, "required": method == "patch"})
    if method == "post":
        operation["parameters"].append(KEY)
    if method == "patch":
        statuses.append(428)
    for status in sorted(statuses):
        operation["responses"][status] = _problem(status)


def _problem(status: int) -> Json:
    headers = RETRY if status in (429, 503) else {}
    return {
        "description": HTTPStatus(status).phrase,
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _conditional(reading: Json) -> None:
    """Whoever has it already is not sent it again."""
    reading["parameters"].append(NONE_MATCH)
    reading["responses"][200]["headers"] = LEFT | TAG
    reading["responses"][304] = {"description": "You have it already", "headers": LEFT | TAG}


def _files(paths: Json) -> None:
    """What no model describes: bytes."""
    upload = paths[f"{PREFIX}attachments"]["post"]
    upload["requestBody"] = {
        "required": True,
        "content": {"application/octet-stream": BYTES, "multipart/form-data": FORM},
    }
    download = paths[f"{PREFIX}attachments/{{pk}}"]["get"]
    download["responses"][200]["content"] = {"application/octet-stream": BYTES}
