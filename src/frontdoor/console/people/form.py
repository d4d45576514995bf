"""What an administrator says about a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.console.worded import WordedForm
from frontdoor.core.errors import Refused
from frontdoor.people.emails import canonical
from frontdoor.people.models import Address, Person, Team

ROLES = [
    ("requester", _later("Requester: asks for help")),
    ("agent", _later("Agent: works at the desk")),
    ("lead", _later("Lead: also settles and redacts")),
    ("admin", _later("Administrator: may do everything")),
]
REACHES = [
    ("all", _later("Every ticket of open teams and of their own")),
    ("assigned", _later("Only what is assigned to them")),
]
FACTS = ("name", "department", "title", "place", "phone", "reach")


class PersonForm(WordedForm):
    """`person` is the one that is changed, or None; an address once given stays."""

    name = forms.CharField(max_length=120, label=_later("Name"))
    email = forms.CharField(max_length=320, label=_later("Email address"))
    role = forms.ChoiceField(choices=ROLES, label=_later("Role"))
    teams = forms.ModelMultipleChoiceField(
        Team.objects.order_by("name", "pk"), required=False, label=_later("Teams"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reach = forms.ChoiceField(choices=REACHES, label=_later("What an agent sees"), required=False)
    title = forms.CharField(max_length=80, required=False, label=_later("Title"))
    department = forms.CharField(max_length=80, required=False, label=_later("Department"))
    place = forms.CharField(max_length=80, required=False, label=_later("Place"))
    phone = forms.CharField(max_length=40, required=False, label=_later("Phone"))

    def __init__(self, *args: Any, person: Person | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.person = person
        if person:
            del self.fields["email"]

    @classmethod
    def held(cls, person: Person) -> dict[str, Any]:
        teams = list(person.memberships.values_list("team_id", flat=True))
        return {name: getattr(person, name) for name in (*FACTS, "role")} | {"teams": teams}

    def clean_email(self) -> str:
        try:
            email = canonical(self.cleaned_data["email"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.words) from refusal
        if Address.objects.filter(email=email).exists():
            raise forms.ValidationError(_("This address already belongs to somebody."))
        return email

    def clean_reach(self) -> str:
        return self.cleaned_data["reach"] or Person.Reach.ALL

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FACTS}
