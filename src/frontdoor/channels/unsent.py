"""Mail that has not gone out: what waits and what failed, and what the desk does about it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket

GIVEN_UP = "Given up by hand."


def unsent(actor: Actor) -> QuerySet[Outgoing]:
    """Of the tickets that the actor sees; mail about none is an administrator's business."""
    seen = Q(ticket__in=Ticket.objects.visible_to(actor))
    if actor.has("quarantine"):
        seen |= Q(ticket=None)
    states = [Outgoing.State.READY, Outgoing.State.FAILED]
    return Outgoing.objects.filter(seen, state__in=states).exclude(error=GIVEN_UP)


def again(out: Outgoing) -> None:
    """Once more, with the same Message-ID."""
    if out.kind in outbox.ONE_TIME:
        raise Refused("The link in it may have ended. Whoever needs one asks for a new one.")
    if not outbox.again(Outgoing.objects.filter(pk=out.pk)):
        raise Refused("It is on its way already.")


def give_up(out: Outgoing) -> None:
    """It is not sent any more; the ticket says so already where it had failed."""
    ours = Outgoing.objects.filter(
        pk=out.pk, state__in=[Outgoing.State.READY, Outgoing.State.FAILED]
    )
    ours.update(state=Outgoing.State.FAILED, error=GIVEN_UP, secret="")
