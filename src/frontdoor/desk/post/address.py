"""An address that mail came back from works again: what was held goes out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from frontdoor.channels import held
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.ticket.views import seen
from frontdoor.desk.toast import Toast
from frontdoor.people.models import Address


@require_POST
@desk
def works_again(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """POST /desk/tickets/<number>/address/ with `address`: one of its requester's."""
    ticket = seen(visitor.actor, number)
    pk = request.POST.get("address", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    address = get_object_or_404(Address, pk=int(pk), person=ticket.requester_id)
    count = held.let_go(address, by=visitor.actor)
    words = ngettext(
        "Mail goes there again: {count} sent on", "Mail goes there again: {count} sent on", count
    )
    said = Toast(words.format(count=count) if count else _("Mail goes there again"))
    return toast.leave(HttpResponseRedirect(f"/desk/tickets/{number}/"), said)
