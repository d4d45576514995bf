"""`kind:incident`: what sort of matter it is."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition, one_of, spellings
from frontdoor.tickets.models import Ticket


@condition("kind", label=gettext_noop("Kind"), example="incident", audience="everybody")
def kind(asked: Asked) -> Q:
    return Q(kind=one_of(spellings(Ticket.Kind.choices), asked))
