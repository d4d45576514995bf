"""Consent of Microsoft, Google or another for one mailbox: there with a state, and back with a code."""

from __future__ import annotations

import hmac
import time

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_POST, require_safe

from frontdoor.channels.mailboxes import consent, providers
from frontdoor.channels.models import Grant
from frontdoor.console.door import administrator, show
from frontdoor.core.errors import Refused
from frontdoor.people.login.gate import Request

KEPT, LASTS = "mailbox_consent", 900
"""The name in the session, and the seconds that somebody may take to consent."""


STRANGE = _later("This answer does not belong to a question that we asked. Begin again.")


@require_POST
@administrator
def connect(request: Request, pk: int) -> HttpResponse:
    """POST /settings/mailboxes/<pk>/connect/: a page whose one link leads to the provider."""
    grant = _grant(pk)
    asked = consent.ask(grant, back_address())
    request.session[KEPT] = {
        "state": asked.state,
        "verifier": asked.verifier,
        "pk": pk,
        "at": int(time.time()),
    }
    context = {
        "mailbox": grant.mailbox,
        "label": providers.of(grant).label,
        "there": asked.url,
        "refused": "",
    }
    return show(request, "console/mailboxes/connect.html", context)


@require_safe
@administrator
def connected(request: Request) -> HttpResponse:
    """GET /settings/mailboxes/connected/: back from the provider. Without the state that we gave, nothing is done."""
    kept = request.session.pop(KEPT, None)
    if not _is_ours(kept, request.GET.get("state", "")):
        return _failed(request, None, str(STRANGE))
    grant = _grant(kept["pk"])
    if "code" not in request.GET:
        why = _word(request.GET.get("error", ""))
        return _failed(request, grant, _("No consent was given ({why}).").format(why=why))
    try:
        code, verifier = request.GET["code"], kept["verifier"]
        consent.redeem(grant, code, verifier=verifier, back=back_address(), by=request.actor)
    except Refused as refusal:
        return _failed(request, grant, refusal.words)
    return HttpResponseRedirect(f"{reverse('settings-mailboxes')}?said=connected")


def back_address() -> str:
    """What the desk must be registered with."""
    return f"{settings.SITE_URL}{reverse('settings-mailbox-connected')}"


def _is_ours(kept: dict[str, object] | None, state: str) -> bool:
    if kept is None or not state.isascii() or time.time() - float(str(kept["at"])) > LASTS:
        return False
    return hmac.compare_digest(str(kept["state"]), state)


def _failed(request: Request, grant: Grant | None, words: str) -> HttpResponse:
    mailbox = grant.mailbox if grant else None
    context = {"mailbox": mailbox, "label": "", "there": "", "refused": words}
    return show(request, "console/mailboxes/connect.html", context, status=400)


def _grant(pk: int) -> Grant:
    found = (
        Grant.objects.filter(mailbox=pk, mailbox__removed_at=None).select_related("mailbox").first()
    )
    if found is None:
        raise Http404
    return found


def _word(text: str) -> str:
    return "".join(c for c in text[:60] if c.isalnum() or c in "_- ") or _("no reason was told")
