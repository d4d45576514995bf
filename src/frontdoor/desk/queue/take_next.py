"""Take next: POST /desk/next/ gives the first in line that nobody has."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.queue.row import promise
from frontdoor.desk.toast import Toast
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet

TRIES = 5
UNASSIGNED = "/desk/lists/unassigned/"
NOBODY = gettext_noop("Nobody is waiting. What you just did for somebody is one line away: press L")


@require_POST
@desk
def take_next(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Urgent ones first, then by due time; in the person's own teams where they have any."""
    for ticket in _line(visitor)[:TRIES]:
        try:
            verbs.take(ticket, by=visitor.actor)
        except Refused:
            continue  # somebody else was quicker: the one behind is next
        said = _("Next in line is {number}: {promise}").format(
            number=ticket.pk, promise=promise(ticket, visitor.now).words
        )
        return toast.leave(HttpResponseRedirect(f"/desk/tickets/{ticket.pk}/"), Toast(said))
    return toast.leave(HttpResponseRedirect(visitor.back), _nobody(visitor))


def _nobody(visitor: Visitor) -> Toast:
    """Where others' tickets wait, that is said: "nobody" would not be true."""
    others = _waiting(visitor).count()
    if not others:
        return Toast(_(NOBODY))
    said = _("Nobody is waiting for your teams. {count} waiting for others").format(count=others)
    return Toast(said, href=UNASSIGNED)


def _waiting(visitor: Visitor) -> TicketQuerySet[Ticket]:
    return Ticket.objects.visible_to(visitor.actor).unassigned().exclude(status="hold")


def _line(visitor: Visitor) -> TicketQuerySet[Ticket]:
    waiting = _waiting(visitor)
    if visitor.actor.team_ids:
        # What no team has been given lies in triage for everybody, never nowhere.
        waiting = waiting.filter(Q(team_id__in=visitor.actor.team_ids) | Q(team=None))
    return waiting.by_fair()
