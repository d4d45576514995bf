"""`followed:me`: who follows it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Participant


@condition("followed", label=gettext_noop("Followed by"), example="me")
def followed(asked: Asked) -> Q:
    who = naming.people(asked.value, asked.actor)
    parts = Participant.objects.filter(person_id__in=who, role=Participant.Role.FOLLOWER)
    return Q(pk__in=parts.values("ticket_id"))
