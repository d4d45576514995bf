"""Teams: who shares work, who may see it, and who helps when they are late."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.console.listing import Column, Listing, RowForm, Words, listing
from frontdoor.console.lists.plain import free_slug
from frontdoor.people import lists, verbs
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person, Team


class TeamForm(RowForm):
    model = Team
    name = forms.CharField(max_length=80, label=_later("Name"))
    members = forms.ModelMultipleChoiceField(
        Person.objects.filter(active=True, role__in=Person.STAFF).order_by("name", "pk"),
        required=False, label=_later("Members"), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    private = forms.BooleanField(
        required=False, label=_later("Private: only its members see its tickets")
    )
    escalation = forms.ModelChoiceField(
        Team.objects.order_by("name"), required=False, label=_later("Helps when it is late"),
        empty_label=_later("No other team"),
    )  # fmt: skip

    @classmethod
    def held(cls, row: Team) -> dict[str, object]:
        members = list(row.memberships.values_list("person_id", flat=True))
        return {**super().held(row), "members": members}

    def clean_escalation(self) -> Team | None:
        chosen: Team | None = self.cleaned_data["escalation"]
        if chosen and self.row and chosen.pk == self.row.pk:
            raise forms.ValidationError(_("A team can't help itself out. Choose another."))
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
    return ", ".join(sorted(names)) or _("Nobody yet")


listing(
    Listing(
        "teams",
        Words(
            _later("Teams"), _later("Who shares work, and who may see it."), _later("Add a team"),
            _later("Find a team"), _later("Remove this team"),
        ),
        lambda: Team.objects.prefetch_related("memberships__person"), ("name", "id"),
        lambda word: Q(name__icontains=word), TeamForm,
        (
            Column(_later("Members"), _members),
            Column(_later("Seen by"), lambda row: _("Its members") if row.private else _("Every agent")),
        ),
        place=20,
    )
)  # fmt: skip
