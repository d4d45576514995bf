"""Teams: who shares work, who may see it, and who helps when they are late."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.db.models import Q

from frontdoor.console.listing import Column, Listing, RowForm, listing
from frontdoor.console.lists.plain import free_slug
from frontdoor.people import lists, verbs
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person, Team


class TeamForm(RowForm):
    model = Team
    name = forms.CharField(max_length=80, label="Name")
    members = forms.ModelMultipleChoiceField(
        Person.objects.filter(active=True, role__in=Person.STAFF).order_by("name", "pk"),
        required=False, label="Members", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    private = forms.BooleanField(required=False, label="Private: only its members see its tickets")
    escalation = forms.ModelChoiceField(
        Team.objects.order_by("name"), required=False, label="Helps when it is late",
        empty_label="No other team",
    )  # fmt: skip

    @classmethod
    def held(cls, row: Team) -> dict[str, object]:
        members = list(row.memberships.values_list("person_id", flat=True))
        return {**super().held(row), "members": members}

    def clean_escalation(self) -> Team | None:
        chosen: Team | None = self.cleaned_data["escalation"]
        if chosen and self.row and chosen.pk == self.row.pk:
            raise forms.ValidationError("A team can't help itself out. Choose another.")
        return chosen

    @transaction.atomic
    def save(self, by: Actor) -> None:
        row = self.row or Team()
        row.slug = row.slug or free_slug(Team, self.cleaned_data["name"], 80)
        for name in ("name", "private", "escalation"):
            setattr(row, name, self.cleaned_data[name])
        lists.keep(row, by=by)
        members = [(each, row) for each in self.cleaned_data["members"]]
        verbs.staff(row.memberships.select_related("person"), members, by=by)


def _members(team: Team) -> str:
    names = [membership.person.name for membership in team.memberships.all()]
    return ", ".join(sorted(names)) or "Nobody yet"


listing(
    Listing(
        "teams", "Teams", "team", "Who shares work, and who may see it.",
        lambda: Team.objects.prefetch_related("memberships__person"), ("name", "id"),
        lambda word: Q(name__icontains=word), TeamForm,
        (
            Column("Members", _members),
            Column("Seen by", lambda row: "Its members" if row.private else "Every agent"),
        ),
        place=20,
    )
)  # fmt: skip
