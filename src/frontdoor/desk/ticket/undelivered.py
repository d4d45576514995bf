"""Mail about a ticket that is not through: what waits and why, and what failed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from frontdoor.channels.kept import told
from frontdoor.channels.models import Outgoing
from frontdoor.core.pages import times
from frontdoor.desk.ticket.shown import Undelivered
from frontdoor.tickets.models import Ticket

MOST = 20
State = Outgoing.State


def undelivered(ticket: Ticket, now: datetime) -> tuple[Undelivered, ...]:
    """One query."""
    rows = Outgoing.objects.filter(Q(state__in=[State.READY, State.FAILED]) | Q(ambiguous__gt=0))
    told = rows.filter(ticket=ticket).exclude(state=State.QUIET).select_related("person")
    return tuple(
        Undelivered(out.pk, _words(out, now), out.state == State.FAILED, out.state != State.SENT)
        for out in told.order_by("-pk")[:MOST]
    )


def _words(out: Outgoing, now: datetime) -> str:
    whom = out.person.name if out.person else out.email
    if out.state == State.SENT:
        twice = _("Mail to {whom} may have arrived twice: the line was cut at its end.")
        return twice.format(whom=whom)
    if out.state == State.FAILED:
        words = _("Mail to {whom} could not be sent.")
    else:
        words = _("Mail to {whom} is queued since {when}.")
    said = words.format(whom=whom, when=times.clock(out.created_at, now))
    return f"{said} {told(out.error)}".rstrip()
