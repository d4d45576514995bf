"""What a requester does to a request: each address ends in the name of its verb."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from frontdoor.core.errors import NotAllowed, Refused, Stale
from frontdoor.core.pages.lengths import grouped
from frontdoor.people import directory
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person
from frontdoor.portal import keys, unsent, uploads
from frontdoor.portal.show import show
from frontdoor.portal.ticket.find import for_page, is_own, seen, survivor
from frontdoor.portal.ticket.page import TOLD
from frontdoor.portal.ticket.part import or_part
from frontdoor.portal.ticket.views import address, page
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Carried

FOLLOWERS, LONGEST = 10, 100_000


@require_POST
@or_part
def act(request: Request, number: int, verb: str) -> HttpResponse:
    """POST /portal/requests/<number>/<verb>/."""
    if verb not in ACTS:
        raise Http404
    if request.person is None:
        return unsent.to_login(request, f"/portal/requests/{number}/")
    try:
        ticket = _theirs(request, number)
    except Http404:
        return _gone(request)
    try:
        ACTS[verb](request, ticket, number)
    except Refused as refusal:
        return _refused(request, ticket, refusal)
    unsent.drop(request, address(ticket))
    return HttpResponseRedirect(f"{address(ticket)}{'#newest' if verb == 'reply' else ''}")


def _theirs(request: Request, number: int) -> Ticket:
    found = seen(request.actor, number)
    if not is_own(request.actor, found):
        raise Http404
    return survivor(request.actor, found)


def _reply(request: Request, ticket: Ticket, number: int) -> None:
    carried = Carried(
        form_key=keys.read(request.POST.get("form_key", "")),
        files=uploads.files(request),
        addressed_to=number,
    )
    body = request.POST.get("body", "").strip()
    if len(body) > LONGEST:
        raise Refused(
            "At most {most} characters go in here; these are {count}.",
            most=grouped(LONGEST),
            count=grouped(len(body)),
        )
    verbs.reply(ticket, body=body, by=request.actor, channel="portal", carried=carried)


def _close(request: Request, ticket: Ticket, number: int) -> None:
    verbs.close(ticket, by=request.actor)


def _reopen(request: Request, ticket: Ticket, number: int) -> None:
    verbs.reopen(ticket, by=request.actor)


def _confirm(request: Request, ticket: Ticket, number: int) -> None:
    verbs.confirm(ticket, by=request.actor)


def _follow(request: Request, ticket: Ticket, number: int) -> None:
    if ticket.participants.count() >= FOLLOWERS:
        raise Refused("At most {most} people follow one request.", most=FOLLOWERS)
    if ticket.requester_id != request.actor.person_id:
        raise Refused("Only the requester or the desk can add others.")
    suggested = "person" in request.POST
    who = (
        _participant(request, ticket)
        if suggested
        else directory.known_or_new(request.POST.get("email", ""))
    )
    verbs.follow(ticket, person=who, by=request.actor)


def _unfollow(request: Request, ticket: Ticket, number: int) -> None:
    verbs.unfollow(ticket, person=_participant(request, ticket), by=request.actor)


def _participant(request: Request, ticket: Ticket) -> Person:
    pk = request.POST.get("person", "")
    if pk.isascii() and pk.isdigit() and len(pk) < 19:
        told = ticket.participants.filter(role__in=TOLD).select_related("person")
        part = told.filter(person_id=int(pk)).first()
        if part is not None:
            return part.person
    raise Refused("That person does not follow this request.")


def _refused(request: Request, ticket: Ticket, refusal: Refused) -> HttpResponse:
    status = 409 if isinstance(refusal, Stale) else 403 if isinstance(refusal, NotAllowed) else 422
    return page(
        request,
        for_page(request.actor, ticket.pk),
        typed=request.POST.dict(),
        status=status,
        refused=refusal.words,
        files=uploads.names(request),
    )


def _gone(request: Request) -> HttpResponse:
    """The same for what is not there and what is not theirs any more; their own words are given back."""
    context = {"body": request.POST.get("body", "")}
    return show(request, "portal/ticket/gone.html", context, status=404)


ACTS: dict[str, Callable[[Request, Ticket, int], None]] = {
    "reply": _reply,
    "close": _close,
    "reopen": _reopen,
    "confirm": _confirm,
    "follow": _follow,
    "unfollow": _unfollow,
}
