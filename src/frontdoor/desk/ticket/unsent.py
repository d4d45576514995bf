"""What to do about mail that failed: try it again, or say that it has been seen."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.ticket.views import seen
from frontdoor.tickets import policy


@require_POST
@desk
def unsent(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponseBase:
    """POST /desk/tickets/<number>/unsent/ with `mail` and `do`."""
    ticket = seen(visitor.actor, number)
    if not policy.may(visitor.actor, "reply", ticket):
        raise Http404
    pk = request.POST.get("mail", "")
    chosen = ticket.outgoing.filter(
        pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    )
    said = DOES.get(request.POST.get("do", ""), _again)(chosen)
    return toast.leave(HttpResponseRedirect(f"/desk/tickets/{number}/"), toast.Toast(said))


def _again(chosen: QuerySet[Outgoing]) -> str:
    return "It is tried again." if outbox.again(chosen) else "There was nothing to try again."


def _dismiss(chosen: QuerySet[Outgoing]) -> str:
    return "Put aside." if outbox.dismiss(chosen) else "There was nothing to put aside."


DOES: dict[str, Callable[[QuerySet[Outgoing]], str]] = {"again": _again, "dismiss": _dismiss}
