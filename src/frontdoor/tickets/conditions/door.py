"""`door:side`: by a published entrance, or by a person in the corridor."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition, one_of, spellings


@condition("door", label=gettext_noop("Door"), example="side")
def door(asked: Asked) -> Q:
    return Q(door=one_of(spellings([("front", "Front door"), ("side", "Side door")]), asked))
