"""What an agent types is kept with the desk: POST /desk/tickets/<number>/draft/, by the script or by a button."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, by_htmx, desk
from frontdoor.desk.ticket.drafts import KINDS, typed, written
from frontdoor.desk.ticket.views import page, seen
from frontdoor.desk.toast import Toast
from frontdoor.tickets import drafts
from frontdoor.tickets.models import Ticket


@require_POST
@desk
def draft(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """`kind`, `body`, `form_key`, `taken` as the composer has them; `drop` names another draft to throw away."""
    ticket, kind = seen(visitor.actor, number), request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404
    words = typed(request, kind)
    try:
        kept = drafts.keep(ticket, words, by=visitor.actor)
    except Refused as refusal:
        return _refused(request, visitor, ticket, words, refusal.words)
    drafts.throw_away(ticket, kind, request.POST.get("drop", ""), by=visitor.actor)
    if by_htmx(request) and not kept:
        return HttpResponse(status=204)
    if by_htmx(request):
        context = {"drafts": written(number, visitor, key=words.key)[kind], "number": number}
        return render(request, "desk/ticket/_drafts.html", context)
    return _back(number, words, dropped="drop" in request.POST)


def _refused(
    request: HttpRequest, visitor: Visitor, ticket: Ticket, words: drafts.Typed, why: str
) -> HttpResponse:
    if by_htmx(request):
        return HttpResponse(why, status=422, content_type="text/plain; charset=utf-8")
    return page(request, visitor, ticket, 422, refused=why, kept={words.kind: words.body})


def _back(number: int, words: drafts.Typed, *, dropped: bool) -> HttpResponse:
    response = HttpResponseRedirect(f"/desk/tickets/{number}/#composer")
    kept = _("Kept as a draft") if words.body.strip() else _("There is nothing to keep")
    return toast.leave(response, Toast(_("Thrown away") if dropped else kept))
