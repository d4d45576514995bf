"""POST /mail/in/<secret>/: a mail provider hands mail over. It is durable before it is answered (trust.md, rule 5)."""

from __future__ import annotations

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from frontdoor.channels import pressure, spool
from frontdoor.channels.adapters.email.providers.table import PROVIDERS
from frontdoor.channels.models import Mailbox
from frontdoor.core.disk import has_room
from frontdoor.people.login.secrets import digest

LONGEST = 200


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def take(request: HttpRequest, secret: str) -> HttpResponse:
    """200 once it is ours, 403 for every address that is nobody's, 503 where to try again later."""
    mailbox = Mailbox.objects.filter(
        hook=digest(secret), kind=Mailbox.Kind.WEBHOOK, removed_at=None
    ).first()
    if mailbox is None:
        return _told(403, "There is no such mailbox here.")
    if request.method == "HEAD":  # some providers look whether somebody is there
        return HttpResponse()
    if mailbox.paused or pressure.is_high() or not has_room():
        return _told(503, "Try again later.")
    return _kept(request, mailbox)


def _kept(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    provider = PROVIDERS[mailbox.provider]
    form = {
        "provider": mailbox.provider,
        "type": request.META.get("CONTENT_TYPE", "")[:LONGEST],
        "signature": request.headers.get(provider.signature, "")[:2000]
        if provider.signature
        else "",
    }
    try:
        spool.accept(request.read(), spool.Envelope("webhook", mailbox=mailbox, form=form))
    except (OSError, DatabaseError):
        return _told(503, "Try again later.")
    return _told(200, "Taken.")


def _told(status: int, words: str) -> HttpResponse:
    headers = {"Retry-After": "60"} if status == 503 else {}
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain", headers=headers)
