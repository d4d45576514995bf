"""`device:LT-01042`: about this laptop, printer or phone."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Device, Ticket


@condition("device", label=gettext_noop("Device"), example="LT-01042")
def device(asked: Asked) -> Q:
    meant = Device.objects.known_by([asked.value.upper()])
    about = Ticket.devices.through.objects.filter(device__in=meant)
    return Q(pk__in=about.values("ticket_id"))
