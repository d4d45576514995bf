"""`followed:me`: who follows it."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.tickets import naming
from frontdoor.tickets.conditions import Asked, condition
from frontdoor.tickets.models import Participant


@condition("followed", label="Followed by", example="me")
def followed(asked: Asked) -> Q:
    who = naming.people(asked.value, asked.actor)
    parts = Participant.objects.filter(person_id__in=who, role=Participant.Role.FOLLOWER)
    return Q(pk__in=parts.values("ticket_id"))
