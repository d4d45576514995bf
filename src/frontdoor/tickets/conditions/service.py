"""`service:vpn`: which service it concerns, by name."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Service


@condition("service", label=gettext_noop("Service"), example="vpn", audience="everybody")
def service(asked: Asked) -> Q:
    if asked.value == "none":
        return Q(service=None)
    return Q(service_id__in=naming.things(Service, asked.value, "name"))
