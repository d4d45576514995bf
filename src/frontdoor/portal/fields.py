"""Fields of the portal's forms: what people type is cleaned, never cut, and refused in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontdoor.core.errors import Refused
from frontdoor.core.pages.lengths import too_long
from frontdoor.people.emails import canonical
from frontdoor.tickets.verbs.carried import plain
from frontdoor.tickets.verbs.opening import title


class Words(forms.CharField):
    """Text without control characters, in which something readable is left."""

    default_error_messages = {
        "required": _("Say in a few words what it is about."),
    }

    def __init__(self, *, longest: int, **rest: Any) -> None:
        super().__init__(max_length=longest, **rest)
        self.error_messages["max_length"] = too_long(longest)

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            title(value)
        except Refused as refusal:
            raise forms.ValidationError(self.error_messages["required"]) from refusal


class Email(forms.CharField):
    """One address that mail can go to, in its one spelling."""

    default_error_messages = {"required": _("Without your address we can't answer.")}

    def clean(self, value: Any) -> str:
        try:
            return canonical(super().clean(value))
        except Refused as refusal:
            raise forms.ValidationError(refusal.words) from refusal


def problems(form: forms.Form) -> dict[str, str]:
    """The first thing that is wrong with each field."""
    return {name: str(errors[0]) for name, errors in form.errors.items()}
