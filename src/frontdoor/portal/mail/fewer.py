"""Fewer mails about this one: by the button of a mail program (RFC 8058), or by the one on this page."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from frontdoor.channels import fewer
from frontdoor.people.login.gate import Request
from frontdoor.portal.mail.passed import passed
from frontdoor.portal.show import show
from frontdoor.tickets.models import Ticket


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, secret: str) -> HttpResponseBase:
    """GET and POST /mail/fewer/<secret>/.

    A mail program posts without a cookie, so the pass itself is what allows it: it can do nothing but this, and this
    can be undone. Opening the address changes nothing, because mail scanners open every link.
    """
    return passed(request, "fewer", secret, _page)


def _page(request: Request, number: int) -> HttpResponse:
    ticket = Ticket.objects.get(pk=number)
    person = request.person
    assert person is not None
    if request.method == "POST":
        change = fewer.take_back if "more" in request.POST else fewer.ask
        change(ticket, person)
    context = {"ticket": ticket, "fewer": fewer.wanted(ticket, person)}
    return show(request, "portal/mail/fewer.html", context)
