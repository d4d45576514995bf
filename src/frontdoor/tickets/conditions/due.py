"""`due:<2h`: unresolved, and due within two hours or late already."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import ORDERED, Asked, condition
from frontdoor.tickets.conditions.times import future
from frontdoor.tickets.queries import UNRESOLVED


@condition("due", label=gettext_noop("Due"), example="<2h", signs=ORDERED)
def due(asked: Asked) -> Q:
    return Q(status__in=UNRESOLVED) & future("due_at", asked)
