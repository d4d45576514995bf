"""`assignee:me`: who has it; `assignee:nobody` for what no one has."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition


@condition("assignee", label=gettext_noop("Assignee"), example="me")
def assignee(asked: Asked) -> Q:
    if asked.value in ("nobody", "none"):
        return Q(assignee=None)
    return Q(assignee_id__in=naming.people(asked.value, asked.actor))
