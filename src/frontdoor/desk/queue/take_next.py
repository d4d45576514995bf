"""Take next: POST /desk/next/ gives the first in line that nobody has."""

from __future__ import annotations

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
    return toast.leave(HttpResponseRedirect("/desk/"), Toast(_(NOBODY)))


def _line(visitor: Visitor) -> TicketQuerySet[Ticket]:
    waiting = Ticket.objects.visible_to(visitor.actor).unassigned().exclude(status="hold")
    if visitor.actor.team_ids:
        waiting = waiting.filter(team_id__in=visitor.actor.team_ids)
    return waiting.by_fair()
