"""One view for every verb: POST /desk/tickets/<number>/<verb>/."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.core.whole import together
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, by_htmx, desk
from frontdoor.desk.ticket import done, drafts, following, uploads
from frontdoor.desk.ticket.page import ticket_page
from frontdoor.desk.ticket.views import page, seen
from frontdoor.tickets.drafts import sent
from frontdoor.tickets.forms import FORMS, VerbForm, form_for
from frontdoor.tickets.models import Entry, Ticket
from frontdoor.tickets.verbs import VERBS

SPOKEN = frozenset({"reply", "note"})
KEPT = ("body", "resolution", "reason")


@require_POST
@desk
def act(request: HttpRequest, visitor: Visitor, number: int, verb: str) -> HttpResponse:
    """Done: the regions that changed, or a redirect. 422: refused. 409: something else came in."""
    if verb not in FORMS:
        raise Http404
    ticket = seen(visitor.actor, number)
    if verb in SPOKEN:
        drafts.keep_before_sending(request, visitor, ticket, verb)
    form = form_for(verb)(request.POST, actor=visitor.actor, ticket=ticket)
    if not form.is_valid():
        return _refused(request, visitor, ticket, verb, errors(form))
    try:
        entries = _do(request, visitor, ticket, verb, form)
    except Stale as stale:
        return _stale(request, visitor, number, verb, stale)
    except NotAllowed as refusal:
        return _refused(request, visitor, ticket, verb, refusal.words, 403)
    except Refused as refusal:
        return _refused(request, visitor, ticket, verb, refusal.words)
    return _answered(request, visitor, number, verb, entries)


def _do(
    request: HttpRequest, visitor: Visitor, ticket: Ticket, verb: str, form: VerbForm
) -> list[Entry]:
    ticket.seen = version(request)
    act: Callable[..., list[Entry]] = VERBS[verb]
    if verb not in SPOKEN:
        return act(ticket, by=visitor.actor, **form.cleaned)
    require_sendable(request, ticket)
    carried = uploads.carried(request, request.POST.get("form_key", ""))
    with together():
        spoken = act(ticket, by=visitor.actor, carried=carried, **form.cleaned)
        sent(ticket, drafts.typed(request, verb), by=visitor.actor)
    # What was sent twice was done once, with all that followed it.
    return [*spoken, *following.follow_up(request, ticket, visitor.actor)] if spoken else []


def require_sendable(request: HttpRequest, ticket: Ticket) -> None:
    """Raises Refused before the words are sent for what would be refused after them."""
    if ticket.merged_into_id:
        raise Refused(
            "This was merged into {number}. Write there; your text is still here.",
            number=ticket.merged_into_id,
        )
    following.minutes(request.POST.get("spent", ""))


def version(request: HttpRequest) -> int | None:
    """The newest version that the person's page showed; None where the form does not say.

    `seq` is that of the form, `seen` that of the page, which grows while the form stands.
    """
    given = [*request.POST.getlist("seq"), *request.POST.getlist("seen")]
    shown = [int(seq) for seq in given if seq.isascii() and seq.isdecimal() and len(seq) < 19]
    return max(shown, default=None)


def errors(form: forms.Form) -> str:
    """All that is wrong, in one line of words."""
    said: list[str] = []
    for name, problems in form.errors.items():
        label = str(form.fields[name].label or name).rstrip("?") if name in form.fields else ""
        label = label[:1].upper() + label[1:]
        said += [f"{label}: {problem}" if label else str(problem) for problem in problems]
    return " ".join(said)


def _answered(
    request: HttpRequest, visitor: Visitor, number: int, verb: str, entries: list[Entry]
) -> HttpResponse:
    said = done.toast(verb, number, entries)
    if not by_htmx(request):
        response = HttpResponseRedirect(f"/desk/tickets/{number}/#composer")
        return toast.leave(response, said) if said else response
    regions = done.regions(verb, entries)
    return _regions(request, visitor, seen(visitor.actor, number), regions, toast=said)


def _stale(
    request: HttpRequest, visitor: Visitor, number: int, verb: str, stale: Stale
) -> HttpResponse:
    ticket = seen(visitor.actor, number)
    if by_htmx(request):
        regions = ("conflict", "timeline", "head", "side", "to")
        return _regions(request, visitor, ticket, regions, 409, conflict=stale.words)
    return page(request, visitor, ticket, 409, conflict=stale.words, kept=kept(request, verb))


def _refused(
    request: HttpRequest, visitor: Visitor, ticket: Ticket, verb: str, why: str, status: int = 422
) -> HttpResponse:
    if by_htmx(request):
        context = {"refused": why, "conflict": "", "regions": ("conflict",), "oob": True}
        return render(request, "desk/ticket/regions.html", context, status=status)
    ticket = seen(visitor.actor, ticket.pk)
    return page(request, visitor, ticket, status, refused=why, kept=kept(request, verb))


def kept(request: HttpRequest, verb: str) -> dict[str, str]:
    """What was typed, by verb, so that the page can give it back."""
    text = next((request.POST[name] for name in KEPT if request.POST.get(name)), "")
    return {verb: text}


def _regions(
    request: HttpRequest,
    visitor: Visitor,
    ticket: Ticket,
    regions: tuple[str, ...],
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    context = {"conflict": "", "refused": "", "toast": None, "kept": {}, "oob": True, **said}
    context |= {"ticket": ticket_page(ticket, visitor), "regions": regions}
    return render(request, "desk/ticket/regions.html", context, status=status)
