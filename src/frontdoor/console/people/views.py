"""The list of people, the form of one, and what can be done to an account."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontdoor.console.door import administrator, show
from frontdoor.console.people import keep
from frontdoor.console.people.form import PersonForm
from frontdoor.core import paging
from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.login import links
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person

SIZE, LONGEST = 50, 80
ORDER = ("name", "id")
ROLE = {
    "requester": _later("Requester"),
    "agent": _later("Agent"),
    "lead": _later("Lead"),
    "admin": _later("Administrator"),
}
SAID = {
    "added": _later("Added."),
    "changed": _later("Changed."),
    "disabled": _later("They can't sign in any more."),
    "enabled": _later("They may sign in again."),
}


@require_safe
@administrator
def listed(request: Request) -> HttpResponse:
    """GET /settings/people/: everybody, or those at the desk, by name."""
    word, who = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("who", "")
    rows = Person.objects.prefetch_related("addresses", "memberships__team")
    if who == "desk":
        rows = rows.filter(role__in=Person.STAFF)
    if word:
        meant = Q(name__icontains=word) | Q(addresses__email__startswith=word.lower())
        rows = rows.filter(pk__in=Person.objects.filter(meant).values("pk"))
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = paging.page(rows, ORDER, size=SIZE, **asked)
    said = SAID.get(request.GET.get("said", ""), "")
    context = {"page": page, "word": word, "who": who, "roles": ROLE, "said": said}
    return show(request, "console/people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def new(request: Request) -> HttpResponse:
    """GET and POST /settings/people/new/."""
    if request.method != "POST":
        return _page(request, PersonForm(initial={"role": "agent"}))
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        person = keep.add(form, by=request.actor)
    except Refused as refusal:
        return _page(request, form, refused=refusal.words, status=422)
    return _after(person, "added")


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def edit(request: Request, pk: int) -> HttpResponse:
    """GET and POST /settings/people/<pk>/."""
    person = _person(pk)
    if request.method != "POST":
        return _page(request, PersonForm(initial=PersonForm.held(person), person=person))
    form = PersonForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        keep.change(person, form, by=request.actor)
    except Refused as refusal:
        return _page(request, form, refused=refusal.words, status=422)
    return HttpResponseRedirect(f"{reverse('settings-people')}?said=changed")


@require_POST
@administrator
def act(request: Request, pk: int, deed: str) -> HttpResponse:
    """POST /settings/people/<pk>/<disable|enable|link>/."""
    if deed not in DEEDS:
        raise Http404
    person = _person(pk)
    try:
        return DEEDS[deed](request, person)
    except Refused as refusal:
        form = PersonForm(initial=PersonForm.held(person), person=person)
        return _page(request, form, refused=refusal.words, status=422)


@transaction.atomic
def _disable(request: Request, person: Person) -> HttpResponse:
    keep.keep_one_administrator(person)
    verbs.disable(person, by=request.actor)
    return _after(person, "disabled")


def _enable(request: Request, person: Person) -> HttpResponse:
    verbs.enable(person, by=request.actor)
    return _after(person, "enabled")


def _link(request: Request, person: Person) -> HttpResponse:
    """A link by which a person of the desk chooses a password; shown this once."""
    if not (person.is_staff and person.active):
        raise Refused("Only those who work at the desk have a password. Others sign in by mail.")
    secret = links.make("password", person=person)
    there = f"{settings.SITE_URL}{reverse('login-password', kwargs={'secret': secret})}"
    return show(request, "console/people/link.html", {"person": person, "there": there})


DEEDS: dict[str, Callable[[Request, Person], HttpResponse]] = {
    "disable": _disable,
    "enable": _enable,
    "link": _link,
}


def _page(
    request: Request, form: PersonForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    said = SAID.get(request.GET.get("said", ""), "")
    context = {"form": form, "person": form.person, "refused": refused, "said": said}
    return show(request, "console/people/person.html", context, status=status)


def _after(person: Person, said: str) -> HttpResponse:
    there = reverse("settings-person", kwargs={"pk": person.pk})
    return HttpResponseRedirect(f"{there}?said={said}")


def _person(pk: int) -> Person:
    found = Person.objects.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found
