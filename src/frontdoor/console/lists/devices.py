"""Devices: laptops, printers and phones by the label that stands on them."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.console.listing import Column, Listing, RowForm, Words, listing
from frontdoor.people import directory, lists
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person
from frontdoor.tickets.models import Device

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DeviceForm(RowForm):
    model = Device
    tag = forms.CharField(
        max_length=40, label=_later("Label"), help_text=_later("What stands on it, as in LT-01042.")
    )
    model_name = forms.CharField(max_length=80, label=_later("Model"))
    owner = forms.CharField(
        required=False,
        max_length=320,
        label=_later("Whose it is"),
        help_text=_later("Their address; empty if shared."),
    )
    place = forms.CharField(required=False, max_length=80, label=_later("Place"))
    bought_on = forms.DateField(required=False, label=_later("Bought on"), widget=DATE)
    warranty_until = forms.DateField(
        required=False, label=_later("Under warranty until"), widget=DATE
    )

    @classmethod
    def held(cls, row: Device) -> dict[str, object]:
        whose = row.owner.email if row.owner else ""
        return {**super().held(row), "model_name": row.model, "owner": whose}

    def clean_tag(self) -> str:
        tag = self.unique("tag")
        if any(character.isspace() or character == "," for character in tag):
            raise forms.ValidationError(_("A label has no spaces or commas in it."))
        return tag

    def clean_owner(self) -> Person | None:
        typed = str(self.cleaned_data["owner"]).strip()
        found = directory.by_email(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("We know nobody with this address."))
        return found

    def save(self, by: Actor) -> None:
        row = self.row or Device()
        row.model = self.cleaned_data["model_name"]
        for name in ("tag", "owner", "place", "bought_on", "warranty_until"):
            setattr(row, name, self.cleaned_data[name])
        lists.keep(row, by=by)


def _meant(word: str) -> Q:
    return Q(tag__istartswith=word) | Q(model__icontains=word) | Q(owner__name__icontains=word)


listing(
    Listing(
        "devices",
        Words(
            _later("Devices"), _later("Laptops, printers and phones, by the label on them."),
            _later("Add a device"), _later("Find a device"), _later("Remove this device"),
        ),
        lambda: Device.objects.select_related("owner"), ("tag", "id"), _meant, DeviceForm,
        (
            Column(_later("Model"), lambda row: row.model),
            Column(_later("Whose"), lambda row: row.owner.name if row.owner else _("Shared")),
        ),
        place=50,
    )
)  # fmt: skip
