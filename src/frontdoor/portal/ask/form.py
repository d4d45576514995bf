"""What is asked of somebody who needs help: their own words, and two questions that change the order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontdoor.core.pages.lengths import too_long
from frontdoor.portal.fields import Email, Words

CAN_WORK = [
    ("1", _("No, I am stopped")),
    ("2", _("Yes, but worse than usual")),
    ("3", _("Yes, it can wait")),
]
WHO_ELSE = [("3", _("Only me")), ("2", _("My team")), ("1", _("Many people"))]
USUAL = {"urgency": "2", "impact": "3"}


class AskForm(forms.Form):
    """For somebody who is signed in."""

    body = Words(longest=100_000)
    urgency = forms.ChoiceField(choices=CAN_WORK, required=False)
    impact = forms.ChoiceField(choices=WHO_ELSE, required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in USUAL:
            self.fields[name].error_messages["invalid_choice"] = _("Choose one of these.")

    def rank(self, name: str) -> int:
        """`urgency` or `impact`; what most requests have, where nothing was chosen."""
        return int(self.cleaned_data[name] or USUAL[name])


class StrangersForm(AskForm):
    """For somebody who is not: who they are, so that we can answer."""

    name = Words(longest=120, error_messages={"required": _("Say who you are.")})
    email = Email(max_length=320, error_messages={"max_length": too_long(320)})
