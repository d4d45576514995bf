"""`updated:>3d` (more than three days ago): when anything last happened to it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import ORDERED, Asked, condition
from frontdoor.tickets.conditions.times import past


@condition("updated", label=gettext_noop("Updated"), example="<7d", signs=ORDERED)
def updated(asked: Asked) -> Q:
    return past("updated_at", asked)
