"""A form of the settings: what is missing or can't be is said in the desk's own words."""

from __future__ import annotations

from typing import Any

from django import forms

CHOOSE = "Choose one of these."
WORDS = {
    "required": "This is needed.",
    "invalid_choice": CHOOSE,
    "invalid_list": CHOOSE,
    "invalid_pk_value": CHOOSE,
    "max_length": "This is too long: at most %(limit_value)d characters.",
    "min_value": "At least %(limit_value)s.",
    "max_value": "At most %(limit_value)s.",
    "null_characters_not_allowed": "There is a character in it that can't be kept.",
}
INVALID: dict[type[forms.Field], str] = {
    forms.DateField: "Write a date, such as 2026-03-31.",
    forms.IntegerField: "Write a whole number.",
}


class WordedForm(forms.Form):
    """What a field says of itself stands; all else that Django would say is put in our words."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for field in self.fields.values():
            _reword(field)


def _reword(field: forms.Field) -> None:
    own, djangos = field.error_messages, _djangos(type(field))
    invalid = {"invalid": INVALID[type(field)]} if type(field) in INVALID else {}
    for kind, words in (WORDS | invalid).items():
        if own.get(kind) == djangos.get(kind):
            own[kind] = words


def _djangos(field: type[forms.Field]) -> dict[str, Any]:
    """What Django says of a field of this sort, where nobody says otherwise."""
    said: dict[str, Any] = {}
    for each in reversed(field.__mro__):
        said |= getattr(each, "default_error_messages", {})
    return said
