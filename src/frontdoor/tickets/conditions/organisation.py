"""`organisation:acme`: which company or customer it is for, by name."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.people.models import Organisation
from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition


@condition("organisation", label=gettext_noop("Organisation"), example="acme")
def organisation(asked: Asked) -> Q:
    if asked.value == "none":
        return Q(organisation=None)
    return Q(organisation_id__in=naming.things(Organisation, asked.value, "name"))
