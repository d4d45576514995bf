"""Facts that this desk added, checked by their kind and kept in the ticket's `custom`."""

from __future__ import annotations

from typing import Any

from django import forms

from frontdoor.core.errors import Refused, unfit
from frontdoor.tickets.models import CustomField, Ticket

PREFIX = "custom."


def named(field: str) -> CustomField:
    """The definition behind "custom.asset". Raises Refused where there is none."""
    found = CustomField.objects.filter(slug=field.removeprefix(PREFIX)).first()
    if found is None:
        raise Refused("There is no field called {name}.", name=field.removeprefix(PREFIX))
    return found


def read(field: CustomField, ticket: Ticket) -> Any:
    return ticket.custom.get(field.slug)


def write(field: CustomField, ticket: Ticket, value: Any) -> None:
    """Raises Refused with the reason where the value doesn't fit; an empty value removes it."""
    try:
        cleaned = input_for(field).clean(value)
    except forms.ValidationError as problem:
        raise unfit(field.label, problem) from problem
    kept = {slug: held for slug, held in ticket.custom.items() if slug != field.slug}
    if cleaned not in ("", None, False):
        kept[field.slug] = cleaned if isinstance(cleaned, bool) else str(cleaned)
    ticket.custom = kept


def input_for(field: CustomField) -> forms.Field:
    """The form field that checks and shows it."""
    choices = [("", "–"), *((choice, choice) for choice in field.choices)]
    kinds: dict[str, forms.Field] = {
        "text": forms.CharField(max_length=255, required=False),
        "number": forms.DecimalField(max_digits=18, decimal_places=4, required=False),
        "date": forms.DateField(required=False),
        "choice": forms.ChoiceField(choices=choices, required=False),
        "tick": forms.BooleanField(required=False),
    }
    chosen = kinds[field.kind]
    chosen.label = field.label
    return chosen
