"""`requester:cy@example.org`: who asked, by address, name or `me`."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition


@condition("requester", label=gettext_noop("Requester"), example="cy@example.org")
def requester(asked: Asked) -> Q:
    return Q(requester_id__in=naming.people(asked.value, asked.actor))
