"""The API described, for programs and for people; the page needs no script and no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from pydantic_core import to_json

from frontdoor.api.frame.caller import refuse_flood
from frontdoor.api.openapi import described, operations
from frontdoor.api.service import API

Json = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One value that is sent or answered. `place` is "body", "path", "query" or "header"."""

    name: str
    place: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    """One operation as it is shown."""

    anchor: str
    group: str
    method: str
    path: str
    summary: str
    about: str
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """For people. Raises Problem where an address asks too often."""
    refuse_flood(request)
    return render(request, "api/docs.html", {"groups": groups(), "about": document()["info"]})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """For programs."""
    refuse_flood(request)
    return HttpResponse(written(), content_type="application/json")


@cache
def document() -> Json:
    return described(API)


@cache
def written() -> bytes:
    return to_json(document())


@cache
def groups() -> dict[str, list[Operation]]:
    """Operations by their group, in the order of the document."""
    schemas = document()["components"]["schemas"]
    found: dict[str, list[Operation]] = {}
    for method, path, operation in operations(document()):
        shown = _operation(method, path, operation, schemas)
        found.setdefault(shown.group, []).append(shown)
    return found


def _operation(method: str, path: str, operation: Json, schemas: Json) -> Operation:
    return Operation(
        anchor=operation["operationId"],
        group=operation["tags"][0],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=operation.get("description", ""),
        fields=(*_parameters(operation, schemas), *_body(operation, schemas)),
        answers=tuple(
            (str(status), answer["description"])
            for status, answer in operation["responses"].items()
        ),
    )


def _parameters(operation: Json, schemas: Json) -> Iterator[Field]:
    for given in operation["parameters"]:
        about = given.get("description", "")
        kind = _kind(given["schema"], schemas)
        yield Field(given["name"], given["in"], kind, given["required"], about)


def _body(operation: Json, schemas: Json) -> Iterator[Field]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, sent in content.items():
        schema = _resolved(sent["schema"], schemas)
        needed = schema.get("required", ())
        for name, value in schema.get("properties", {}).items():
            about = value.get("description", "")
            yield Field(name, "body", _kind(value, schemas), name in needed, about)
        if "properties" not in schema:
            yield Field(media_type, "body", _kind(schema, schemas), required=True, about="")


def _kind(schema: Json, schemas: Json) -> str:
    """In words: "text", "whole number", "one of new, open"."""
    if "$ref" in schema:
        inner = _resolved(schema, schemas).get("properties", {})
        return f"object of {', '.join(inner)}" if inner else "object"
    if "anyOf" in schema:
        return " or ".join(_kind(choice, schemas) for choice in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return f"one of {', '.join(map(str, schema.get('enum', [schema.get('const')])))}"
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'], schemas)}"
    return WORDS.get(schema.get("format", ""), WORDS.get(schema.get("type", ""), "anything"))


def _resolved(schema: Json, schemas: Json) -> Json:
    found: Json = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "object",
    "null": "null",
    "date": "day",
    "date-time": "time",
    "binary": "bytes",
}
