"""Custom fields: facts about tickets that this desk adds for itself."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.console.listing import Column, Listing, RowForm, Words, listing
from frontdoor.console.lists.plain import free_slug
from frontdoor.people import lists
from frontdoor.people.actors import Actor
from frontdoor.people.models import Team
from frontdoor.tickets.models import CustomField, Ticket

KINDS = [
    ("text", _later("A line of text")),
    ("number", _later("A number")),
    ("date", _later("A date")),
    ("choice", _later("One of some choices")),
    ("tick", _later("Yes or no")),
]


class FieldForm(RowForm):
    """The kind can't change once tickets hold values of it."""

    model = CustomField
    label = forms.CharField(max_length=80, label=_later("Name"))
    kind = forms.ChoiceField(choices=KINDS, label=_later("What it holds"))
    choices = forms.CharField(
        required=False, max_length=4_000, widget=forms.Textarea, label=_later("Its choices"),
        help_text=_later("One a line; only where it is one of some choices."),
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        required=False,
        label=_later("On tickets of"),
        empty_label=_later("Every team"),
    )

    @classmethod
    def held(cls, row: CustomField) -> dict[str, object]:
        return {**super().held(row), "choices": "\n".join(row.choices)}

    def clean_label(self) -> str:
        return self.unique("label")

    def clean_kind(self) -> str:
        kind = str(self.cleaned_data["kind"])
        if self.row and self.row.kind != kind and _holders(self.row):
            raise forms.ValidationError(
                _("Tickets hold values of the former kind. Add another field.")
            )
        return kind

    def clean_choices(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if any(len(choice) > 80 for choice in found):
            raise forms.ValidationError(_("A choice has at most 80 characters."))
        if self.cleaned_data.get("kind") == "choice" and len(found) < 2:
            raise forms.ValidationError(_("Give it at least two choices, one a line."))
        return found if self.cleaned_data.get("kind") == "choice" else []

    def save(self, by: Actor) -> None:
        row = self.row or CustomField()
        row.slug = row.slug or free_slug(CustomField, self.cleaned_data["label"], 40, joint="_")
        for name in ("label", "kind", "choices", "team"):
            setattr(row, name, self.cleaned_data[name])
        lists.keep(row, by=by)


def _holders(field: CustomField) -> bool:
    return Ticket.objects.filter(custom__has_key=field.slug).exists()


listing(
    Listing(
        "fields",
        Words(
            _later("Fields"),
            _later("Facts about tickets that only this desk needs, such as a cost centre."),
            _later("Add a field"), _later("Find a field"), _later("Remove this field"),
        ),
        lambda: CustomField.objects.select_related("team"), ("label", "id"),
        lambda word: Q(label__icontains=word), FieldForm,
        (
            Column(_later("Holds"), lambda row: str(dict(KINDS)[row.kind])),
            Column(_later("On tickets of"), lambda row: row.team.name if row.team else _("Every team")),
        ),
        place=60,
    )
)  # fmt: skip
