"""Unsent mail: what waits and since when, what failed and why; try again, or leave it unsent."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from frontdoor.channels import unsent
from frontdoor.channels.kept import told
from frontdoor.channels.models import Outgoing
from frontdoor.core.errors import Refused
from frontdoor.core.pages import times
from frontdoor.core.paging import page
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.post.kinds import kind
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.toast import Toast
from frontdoor.tickets import policy

PER_PAGE = 30
PLACE = "/desk/unsent/"
DEEDS = {
    "again": (unsent.again, gettext_noop("It is tried again")),
    "leave": (unsent.leave, gettext_noop("It is left unsent")),
}
OFF = gettext_noop("Sending is not set up: EMAIL_URL is empty.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One mail that has not gone out."""

    pk: int
    what: str
    who: str
    number: int | None
    href: str
    since: str
    why: str
    failed: bool
    tries: int


@require_safe
@desk
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET /desk/unsent/: the newest first."""
    rows = unsent.unsent(visitor.actor)
    found = page(rows, ["-id"], size=PER_PAGE, after=request.GET.get("after", ""))
    context = {"mails": [_waiting(out, visitor) for out in found.rows], "after": found.after}
    return show(request, visitor, "desk/post/unsent.html", context, current=PLACE)


@require_POST
@desk
def act(request: HttpRequest, visitor: Visitor, pk: int, deed: str) -> HttpResponse:
    """POST /desk/unsent/<pk>/<deed>/: again, leave. With `back` it was pressed on the page of its ticket."""
    if deed not in DEEDS or pk >= 2**63:
        raise Http404
    out = get_object_or_404(unsent.touchable(visitor.actor).select_related("ticket"), pk=pk)
    if out.ticket and not policy.may(visitor.actor, "reply", out.ticket):
        raise Http404
    do, done = DEEDS[deed]
    try:
        do(Outgoing.objects.filter(pk=pk))
        said = _(done)
    except Refused as refusal:
        said = refusal.words
    back = address(out.ticket_id) if out.ticket_id and request.POST.get("back") else PLACE
    return toast.leave(HttpResponseRedirect(back), Toast(said))


def _waiting(out: Outgoing, visitor: Visitor) -> Waiting:
    return Waiting(
        pk=out.pk,
        what=kind(out.kind),
        who=out.email,
        number=out.ticket_id,
        href=address(out.ticket_id) if out.ticket_id else "",
        since=times.clock(out.created_at.astimezone(visitor.now.tzinfo), visitor.now),
        why=told(out.error) or ("" if settings.EMAIL_URL else _(OFF)),
        failed=out.state == Outgoing.State.FAILED,
        tries=out.attempts,
    )
