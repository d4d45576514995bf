"""`created:>2026-01-01`, `created:<7d` (less than seven days ago): when it was opened."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import ORDERED, Asked, condition
from frontdoor.tickets.conditions.times import past


@condition(
    "created",
    label=gettext_noop("Created"),
    example=">2026-01-01",
    signs=ORDERED,
    audience="everybody",
)
def created(asked: Asked) -> Q:
    return past("created_at", asked)
