"""Mail that has not gone out: what waits and what failed, and what the desk does about it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket


def unsent(actor: Actor) -> QuerySet[Outgoing]:
    """What waits and what failed."""
    states = [Outgoing.State.READY, Outgoing.State.FAILED]
    return touchable(actor).filter(state__in=states)


def touchable(actor: Actor) -> QuerySet[Outgoing]:
    """Of the tickets that the actor sees; mail about none is an administrator's business."""
    seen = Q(ticket__in=Ticket.objects.visible_to(actor))
    if actor.has("quarantine"):
        seen |= Q(ticket=None)
    return Outgoing.objects.filter(seen)


def again(outs: QuerySet[Outgoing]) -> None:
    """Once more, with the same Message-ID."""
    if outs.filter(kind__in=outbox.ONE_TIME).exists():
        raise Refused("The link in it may have ended. Whoever needs one asks for a new one.")
    if not outbox.again(outs):
        raise Refused("It is on its way already.")


def leave(outs: QuerySet[Outgoing]) -> None:
    """It is not sent any more, and out of the way."""
    if not outbox.leave(outs):
        raise Refused("It has gone out already.")
