"""What a form field takes, as a type in JSON: so the forms of tickets stay the one declaration of each verb."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django import forms
from pydantic import Field

from frontdoor.api.shapes.values import LONG, Day, Id, Moment, one_of, size
from frontdoor.tickets.forms import Words

LONGEST = 200_000
MOST = 1000


def type_of(field: forms.Field) -> Any:
    """Raises TypeError for a field whose form in JSON nobody has declared."""
    for kind, make in TYPES:
        if isinstance(field, kind):
            return make(field)
    raise TypeError(f"{type(field).__name__} has no form in JSON yet")


def plain(value: Any) -> Any:
    """As a form takes it."""
    return value if isinstance(value, (datetime, date, list, type(None))) else str(value)


def _choices(field: Any) -> Any:
    choices = [value for value, _ in field.choices if value != ""]
    if isinstance(field, forms.TypedChoiceField):
        return one_of(*(field.coerce(value) for value in choices))
    return Literal[tuple(map(str, choices))]


def _number(field: Any) -> Any:
    return Annotated[int, Field(ge=field.min_value, le=field.max_value)]


def _text(field: Any) -> Any:
    """That a whole letter holds some words is the form's to say; a schema of it would be slow to read."""
    longest = field.max_length or LONGEST
    return Annotated[str, size(longest, shortest=int(field.required and longest < LONG))]


TYPES: list[tuple[type[forms.Field], Any]] = [
    (
        forms.ModelMultipleChoiceField,
        lambda _: Annotated[list[Id], Field(min_length=1, max_length=MOST)],
    ),
    (forms.ModelChoiceField, lambda _: Id),
    (forms.ChoiceField, _choices),
    (forms.DateTimeField, lambda _: Moment),
    (forms.DateField, lambda _: Day),
    (forms.IntegerField, _number),
    (Words, lambda _: Annotated[list[Annotated[str, size(40, shortest=1)]], Field(max_length=50)]),
    (forms.CharField, _text),
]
