"""`tag:vpn`: carries this tag."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Tagging


@condition("tag", label=gettext_noop("Tag"), example="vpn")
def tag(asked: Asked) -> Q:
    tagged = Tagging.objects.filter(name=asked.value.lower())
    return Q(pk__in=tagged.values("ticket_id"))
