"""The list of mailboxes, the form of one, and the four things that can be done to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontdoor.channels.adapters.email.imap.trial import Verdict, allowed, tried
from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.models import Grant, Mailbox, Spooled
from frontdoor.console.door import administrator, show
from frontdoor.console.mailboxes.connect import back_address
from frontdoor.console.mailboxes.form import ESPS, MailboxForm, initial
from frontdoor.console.mailboxes.rows import State, rows, state
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.core.pages import times
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Team

SAID = {
    "added": _later("The mailbox is added."),
    "changed": _later("The mailbox is changed."),
    "removed": _later("The mailbox is removed. Its tickets stay."),
    "paused": _later("The mailbox is paused. Its mail waits where it is."),
    "connected": _later("The mailbox is connected. The first look takes a few seconds."),
    "resumed": _later("The mailbox goes on where it was left."),
}
CHOICES = {
    "kinds": Mailbox.Kind.choices, "securities": Mailbox.Security.choices, "afters": Mailbox.After.choices,
    "logins": Mailbox.Login.choices, "esps": ESPS, "providers": Grant.Provider.choices,
}  # fmt: skip
DEEDS = {
    "pause": (verbs.pause, "paused"),
    "resume": (verbs.resume, "resumed"),
    "remove": (verbs.remove, "removed"),
}


@require_safe
@administrator
def listed(request: Request) -> HttpResponse:
    """GET /settings/mailboxes/."""
    context = {"rows": list(rows(clock.now())), "said": SAID.get(request.GET.get("said", ""), "")}
    return show(request, "console/mailboxes/mailboxes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def new(request: Request) -> HttpResponse:
    """GET and POST /settings/mailboxes/new/."""
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def edit(request: Request, pk: int) -> HttpResponse:
    """GET and POST /settings/mailboxes/<pk>/."""
    return _form(request, _mailbox(pk))


@require_POST
@administrator
def act(request: Request, pk: int, deed: str) -> HttpResponse:
    """POST /settings/mailboxes/<pk>/<pause|resume|remove>/."""
    if deed not in DEEDS:
        raise Http404
    verb, said = DEEDS[deed]
    verb(_mailbox(pk), by=request.actor)
    return _back(said)


@require_POST
@administrator
def hook(request: Request, pk: int) -> HttpResponse:
    """POST /settings/mailboxes/<pk>/hook/: the address for its provider, shown once."""
    mailbox = _mailbox(pk)
    try:
        secret = verbs.hook(mailbox, by=request.actor)
    except Refused as refusal:
        raise Http404 from refusal
    facts = {"mailbox": mailbox, "there": verbs.hook_address(secret)}
    return show(request, "console/mailboxes/hook.html", facts)


def _form(request: Request, mailbox: Mailbox | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, MailboxForm(initial=initial(mailbox), mailbox=mailbox))
    form = MailboxForm(request.POST, mailbox=mailbox)
    if not form.is_valid():
        return _page(request, form, status=422)
    asked = request.POST.get("do", "save")
    try:
        draft = verbs.draft(mailbox, form.settings())
        verdict = _verdict(draft, asked)
        if asked == "try" or not verdict.well:
            status = 200 if asked == "try" else 422
            return _page(request, form, verdict=verdict, status=status)
        return _saved(request, form, mailbox)
    except Refused as refusal:
        return _page(request, form, refused=refusal.words, status=409)


def _verdict(draft: Mailbox, asked: str) -> Verdict:
    """Before it is saved it is tried, unless somebody wants it all the same."""
    if draft.kind != Mailbox.Kind.IMAP:
        words = _("There is nobody to ask: mail is brought here. Save it, then send it a mail.")
        return Verdict(True, words)
    if asked == "keep" or draft.login == Mailbox.Login.OAUTH:
        return allowed(draft)  # consent comes after it is saved
    return tried(draft)


def _saved(request: Request, form: MailboxForm, mailbox: Mailbox | None) -> HttpResponse:
    if mailbox is None:
        held = verbs.add(form.settings(), by=request.actor)
    else:
        version = form.cleaned_data["version"] or 0
        held = verbs.change(mailbox, form.settings(), version=version, by=request.actor)
    if held.kind == Mailbox.Kind.WEBHOOK and held.hook is None:
        return HttpResponseRedirect(f"{reverse('settings-mailbox', kwargs={'pk': held.pk})}#hook")
    if Grant.objects.filter(mailbox=held, refresh="").exists():
        return HttpResponseRedirect(
            f"{reverse('settings-mailbox', kwargs={'pk': held.pk})}#connect"
        )
    return _back("changed" if mailbox else "added")


def _page(
    request: Request,
    form: MailboxForm,
    *,
    verdict: Verdict | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    mailbox = form.mailbox
    problems: dict[str, str] = form.problems() if form.is_bound else {}
    if verdict and not verdict.well and verdict.field:
        problems.setdefault(verdict.field, verdict.words)
    context: dict[str, Any] = {
        **CHOICES, "mailbox": mailbox, "held": form.shown(), "kept": form.kept(), "problems": problems,
        "verdict": verdict, "refused": refused, "teams": list(Team.objects.order_by("name")), "back": back_address(),
        "listens": ":".join(map(str, settings.MAIL_LISTEN or ())), "state": _state(mailbox) if mailbox else None,
        **_consent(mailbox),
    }  # fmt: skip
    return show(request, "console/mailboxes/mailbox.html", context, status=status)


def _consent(mailbox: Mailbox | None) -> dict[str, Any]:
    grant = Grant.objects.filter(mailbox=mailbox).first() if mailbox else None
    at = grant.connected_at if grant else None
    return {"grant": grant, "given": times.full_date(timezone.localtime(at)) if at else ""}


def _state(mailbox: Mailbox) -> State:
    last = (
        Spooled.objects.filter(mailbox=mailbox)
        .order_by("-id")
        .values_list("received_at", flat=True)
    )
    return state(mailbox, clock.now(), last.first())


def _mailbox(pk: int) -> Mailbox:
    found = Mailbox.objects.filter(pk=pk, removed_at=None).prefetch_related("addresses").first()
    if found is None:
        raise Http404
    return found


def _back(said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('settings-mailboxes')}?said={said}")
