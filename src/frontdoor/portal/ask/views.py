"""A new request. Nothing that was typed is lost: it comes back with what is wrong, or over a sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from frontdoor.core.errors import Refused
from frontdoor.people.login.gate import Request
from frontdoor.portal import fields, keys, unsent, uploads
from frontdoor.portal.ask import opening
from frontdoor.portal.ask.form import CAN_WORK, USUAL, WHO_ELSE, AskForm, StrangersForm
from frontdoor.portal.show import show

PATH, SENT = "/portal/new/", "/portal/sent/"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """GET and POST /portal/new/. The box of the front page posts its words here, to be shown with the questions."""
    if request.method != "POST":
        return _page(request, typed=unsent.held(request, PATH))
    if "sign_in" in request.POST:
        return unsent.to_login(request, PATH)
    if "send" in request.POST:
        return _sent(request)
    unsent.hold(request, PATH)
    return HttpResponseRedirect(PATH)


@require_safe
def sent(request: Request) -> HttpResponse:
    """GET /portal/sent/: the same words for every address."""
    return show(request, "portal/ask/sent.html", {})


def _sent(request: Request) -> HttpResponse:
    form = (AskForm if request.person else StrangersForm)(request.POST)
    if not form.is_valid():
        return _again(request, problems=fields.problems(form))
    try:
        ticket = opening.opened(request, form, uploads.files(request))
    except Refused as refusal:
        return _again(request, refused=refusal.words)
    unsent.drop(request, PATH)
    return HttpResponseRedirect(f"/portal/requests/{ticket.pk}/" if request.person else SENT)


def _again(request: Request, **said: Any) -> HttpResponse:
    ended = bool(request.POST.get(unsent.WRITER)) and request.person is None
    return _page(
        request, 422, typed=request.POST.dict(), ended=ended, files=uploads.names(request), **said
    )


def _page(
    request: Request, status: int = 200, *, typed: dict[str, str], **said: Any
) -> HttpResponse:
    context = {
        "typed": {"body": "", "name": "", "email": "", "seconds": "", **USUAL, **typed},
        "key": keys.read(typed.get("form_key", "")),
        "can_work": CAN_WORK,
        "who_else": WHO_ELSE,
        "problems": {},
        "refused": "",
        "ended": False,
        "files": [],
        **said,
    }
    return show(request, "portal/ask/ask.html", context, status=status)
