"""Sign-in: a mailed link for those who ask, a password for those who work at the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontdoor.channels import invite
from frontdoor.core.errors import Refused
from frontdoor.core.pages import back
from frontdoor.people.emails import canonical
from frontdoor.people.login import passwords, sessions
from frontdoor.people.login.gate import Request
from frontdoor.portal import unsent
from frontdoor.portal.show import show

NEXT = "next"


@require_http_methods(["GET", "HEAD", "POST"])
def login(request: Request) -> HttpResponse:
    """GET and POST /login/."""
    if request.method == "POST":
        return _by_password(request) if request.POST.get("way") == "password" else _by_link(request)
    if request.person is not None:
        return HttpResponseRedirect(back.local(request, request.GET.get(NEXT, "/")))
    return _page(request, next=request.GET.get(NEXT, ""))


@require_safe
def sent(request: Request) -> HttpResponse:
    """GET /login/sent/: the same words whoever asked."""
    return show(request, "portal/login/sent.html", {"minutes": invite.MINUTES})


@require_POST
def logout(request: Request) -> HttpResponse:
    """POST /logout/. Half-written words that the browser keeps go too: the next person here is another."""
    sessions.sign_out(request)
    return HttpResponseRedirect("/", headers={"Clear-Site-Data": '"storage"'})


def after(request: Request) -> str:
    """Where whoever has just come in goes on: where they wanted to go when they asked for the link."""
    return back.local(request, request.session.pop(NEXT, "/"))


def _by_link(request: Request) -> HttpResponse:
    typed, wanted = request.POST.get("email", ""), request.POST.get(NEXT, "")
    try:
        email = canonical(typed)
    except Refused as refusal:
        return _page(request, 422, next=wanted, email=typed, email_problem=refusal.words)
    invite.promise_link(email)
    request.session[NEXT] = back.local(request, wanted)
    return HttpResponseRedirect("/login/sent/")


def _by_password(request: Request) -> HttpResponse:
    typed, wanted = request.POST.get("email", ""), request.POST.get(NEXT, "")
    try:
        person = passwords.check(
            typed, request.POST.get("password", ""), ip=request.META.get("REMOTE_ADDR", "")
        )
    except Refused as refusal:
        return _page(request, 422, next=wanted, staff_email=typed, password_problem=refusal.words)
    unsent.sign_in(request, person, way="password")
    return HttpResponseRedirect(back.local(request, wanted))


def _page(request: Request, status: int = 200, **typed: Any) -> HttpResponse:
    empty = {"email": "", "email_problem": "", "staff_email": "", "password_problem": ""}
    return show(request, "portal/login/login.html", {**empty, **typed}, status=status)
