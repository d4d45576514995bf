"""The plain facts of a ticket that people may change.

One line here puts the field in the side panel, the list's filters, bulk edit, the API, rules, and the log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import gettext_noop

from frontdoor.core.errors import unfit
from frontdoor.people.models import Organisation
from frontdoor.tickets import priority
from frontdoor.tickets.models import Category, Service, Ticket

DOORS = [("front", gettext_noop("Front door")), ("side", gettext_noop("Side door"))]


@dataclass(frozen=True)
class Field:
    """`column` is the attribute that holds it; `after` is told what follows from a change."""

    name: str
    label: object
    column: str
    input: Callable[[], forms.Field]
    after: Callable[[Ticket], None] = lambda ticket: None

    def read(self, ticket: Ticket) -> Any:
        return getattr(ticket, self.column)

    def write(self, ticket: Ticket, value: Any) -> None:
        """Raises Refused with the reason where the value doesn't fit."""
        try:
            cleaned = self.input().clean(value)
        except forms.ValidationError as problem:
            raise unfit(self.label, problem) from problem
        setattr(ticket, self.column, cleaned.pk if hasattr(cleaned, "pk") else cleaned)
        self.after(ticket)


def recompute_priority(ticket: Ticket) -> None:
    """Urgency or impact changed: the matrix speaks, and an earlier reason no longer does."""
    ticket.priority = priority.computed(ticket.urgency, ticket.impact)
    ticket.priority_reason = ""
    queue_anew(ticket)


def queue_anew(ticket: Ticket) -> None:
    """A changed priority changes the place in the queue, never the arrival."""
    ticket.lane = priority.lane(ticket.priority)
    ticket.due_at = priority.due(ticket.created_at, ticket.priority)


def _choice(choices: Any) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(choices=choices)


def _number(choices: Any) -> Callable[[], forms.Field]:
    return lambda: forms.TypedChoiceField(choices=choices, coerce=int)


def _one_of(model: type[Any]) -> Callable[[], forms.Field]:
    return lambda: forms.ModelChoiceField(model._default_manager.order_by("name"), required=False)


FIELDS = {
    field.name: field
    for field in [
        Field("subject", _later("Subject"), "subject", lambda: forms.CharField(max_length=255)),
        Field("kind", _later("Kind"), "kind", _choice(Ticket.Kind.choices)),
        Field(
            "urgency",
            _later("Urgency"),
            "urgency",
            _number(Ticket.Urgency.choices),
            recompute_priority,
        ),
        Field(
            "impact", _later("Impact"), "impact", _number(Ticket.Impact.choices), recompute_priority
        ),
        Field(
            "priority", _later("Priority"), "priority", _number(Ticket.Priority.choices), queue_anew
        ),
        Field("service", _later("Service"), "service_id", _one_of(Service)),
        Field("category", _later("Category"), "category_id", _one_of(Category)),
        Field("organisation", _later("Organisation"), "organisation_id", _one_of(Organisation)),
        Field(
            "place",
            _later("Place"),
            "place",
            lambda: forms.CharField(max_length=80, required=False),
        ),
        Field(
            "cause",
            _later("Cause"),
            "cause",
            lambda: forms.ChoiceField(choices=[("", "–"), *Ticket.Cause.choices], required=False),
        ),
        Field("door", _later("Door"), "door", _choice(DOORS)),
    ]
}
