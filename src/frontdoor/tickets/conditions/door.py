"""`door:side`: by a published entrance, or by a person in the corridor."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.tickets.conditions import Asked, condition, one_of, spellings


@condition("door", label="Door", example="side")
def door(asked: Asked) -> Q:
    return Q(door=one_of(spellings([("front", "Front door"), ("side", "Side door")]), asked))
