"""`is:late`: the short questions of a desk's day."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.tickets.conditions import Asked, condition, one_of
from frontdoor.tickets.models import Snooze, Ticket
from frontdoor.tickets.queries import UNRESOLVED

OPEN = Q(status__in=UNRESOLVED)


def _snoozed(asked: Asked) -> Q:
    mine = Snooze.objects.filter(person_id=asked.actor.me, until__gt=asked.now)
    return Q(pk__in=mine.values("ticket_id"))


FACTS: dict[str, Callable[[Asked], Q]] = {
    "unresolved": lambda asked: OPEN,
    "solved": lambda asked: Q(status__in=["resolved", "closed"]),
    "unassigned": lambda asked: OPEN & Q(assignee=None),
    "mine": lambda asked: Q(assignee_id=asked.actor.me),
    "late": lambda asked: OPEN & Q(due_at__lt=asked.now),
    "reopened": lambda asked: Q(reopened=True),
    "waiting": lambda asked: OPEN & Q(status=Ticket.Status.HOLD),
    "unanswered": lambda asked: OPEN & Q(waiting_since__isnull=False),
    "merged": lambda asked: Q(merged_into__isnull=False),
    "snoozed": _snoozed,
}


@condition("is", label=gettext_noop("Is"), example="unassigned")
def is_(asked: Asked) -> Q:
    return FACTS[one_of({name: name for name in FACTS}, asked)](asked)
