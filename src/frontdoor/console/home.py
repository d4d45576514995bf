"""The way in to the settings: the first of their pages."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from frontdoor.console.door import administrator
from frontdoor.people.login.gate import Request


@require_safe
@administrator
def home(request: Request) -> HttpResponse:
    """GET /settings/."""
    return HttpResponseRedirect(reverse("settings-mailboxes"))
