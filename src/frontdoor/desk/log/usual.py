"""How long logging usually takes this person: the goal is under five seconds."""

from __future__ import annotations

from statistics import median

from frontdoor.channels.quicklog.record import CAPTURE
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket

LOOKED_AT, FEW = 20, 3


def usual_seconds(by: Actor) -> float | None:
    """The median of the latest quick logs; None where there are too few to say."""
    logged = Ticket.objects.filter(author_id=by.me, capture=CAPTURE).order_by("-id")
    seconds = list(logged.values_list("capture_seconds", flat=True)[:LOOKED_AT])
    known = [each for each in seconds if each is not None]
    return median(known) if len(known) >= FEW else None
