"""A form of the settings: what is missing or can't be is said in the desk's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontdoor.core.pages.lengths import too_long

CHOOSE = _("Choose one of these.")
WORDS = {
    "required": _("This is needed."),
    "invalid_choice": CHOOSE,
    "invalid_list": CHOOSE,
    "invalid_pk_value": CHOOSE,
    "min_value": _("At least %(limit_value)s."),
    "max_value": _("At most %(limit_value)s."),
    "null_characters_not_allowed": _("There is a character in it that can't be kept."),
}
INVALID: dict[type[forms.Field], Any] = {
    forms.DateField: _("Write a date, such as 2026-03-31."),
    forms.IntegerField: _("Write a whole number."),
}


class WordedForm(forms.Form):
    """What a field says of itself stands; all else that Django would say is put in our words."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for field in self.fields.values():
            _reword(field)


def _reword(field: forms.Field) -> None:
    own, djangos = field.error_messages, _djangos(type(field))
    for kind, words in (WORDS | _about(field)).items():
        if own.get(kind) == djangos.get(kind):
            own[kind] = words


def _about(field: forms.Field) -> dict[str, Any]:
    """What is said of this sort of field, and of this length."""
    said: dict[str, Any] = {}
    if type(field) in INVALID:
        said["invalid"] = INVALID[type(field)]
    if longest := getattr(field, "max_length", None):
        said["max_length"] = too_long(longest)
    return said


def _djangos(field: type[forms.Field]) -> dict[str, Any]:
    """What Django says of a field of this sort, where nobody says otherwise."""
    said: dict[str, Any] = {}
    for each in reversed(field.__mro__):
        said |= getattr(each, "default_error_messages", {})
    return said
