"""What each verb takes, derived from its form: a new verb is in the API the day it has one."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Annotated, Any

from pydantic import Field, create_model

from frontdoor.api.shapes.asked import Author, Upload
from frontdoor.api.shapes.inputs import type_of
from frontdoor.api.shapes.values import Body, size
from frontdoor.tickets.fields import FIELDS
from frontdoor.tickets.forms import FORMS
from frontdoor.tickets.verbs import VERBS

Scalar = Annotated[str, size(2000)] | int | float | bool | None


class VerbBody(Body):
    """What every verb may be told besides its own."""

    author: Author | None = None


@cache
def body_of(verb: str) -> type[VerbBody]:
    """The body that this verb's operation takes. Raises KeyError for what no person can do by hand."""
    taken: dict[str, Any] = {
        name: (type_of(field), ...) if field.required else (type_of(field) | None, None)
        for name, field in FORMS[verb].base_fields.items()
    }
    if carries_files(verb):
        taken["attachments"] = (Annotated[list[Upload], Field(max_length=50)], [])
    name = "".join(part.title() for part in verb.split("_"))
    return create_model(name, __base__=VerbBody, **taken)


def carries_files(verb: str) -> bool:
    return "carried" in inspect.signature(VERBS[verb]).parameters


def needs_nothing(verb: str) -> bool:
    return not any(field.is_required() for field in body_of(verb).model_fields.values())


def changes() -> type[Body]:
    """The body of PATCH: every plain fact of a ticket, its custom fields, and the reason of a priority."""
    facts: dict[str, Any] = {}
    for name, field in FIELDS.items():
        given = field.input()
        facts[name] = (type_of(given) if given.required else type_of(given) | None, None)
    custom = Annotated[dict[Annotated[str, size(60)], Scalar], Field(max_length=50)]
    return create_model(
        "Changes",
        __base__=Body,
        **facts,
        custom=(custom, {}),
        reason=(Annotated[str, size(255)], ""),
    )
