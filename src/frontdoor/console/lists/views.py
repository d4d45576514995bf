"""The pages that every list has: its rows, the form of one, and taking one away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontdoor.console.door import administrator, show
from frontdoor.console.listing import LISTS, Listing, RowForm
from frontdoor.core import paging
from frontdoor.core.errors import Refused
from frontdoor.people import lists
from frontdoor.people.login.gate import Request

SIZE = 50
LONGEST = 80
SAID = {"added": _later("Added."), "changed": _later("Changed."), "removed": _later("Removed.")}


@require_safe
@administrator
def listed(request: Request, slug: str) -> HttpResponse:
    """GET /settings/lists/<slug>/."""
    known = _listing(slug)
    word = request.GET.get("q", "").strip()[:LONGEST]
    rows = known.rows().filter(known.find(word)) if word else known.rows()
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    context = {
        "listing": known, "word": word, "said": SAID.get(request.GET.get("said", ""), ""),
        "page": paging.page(rows, known.order, size=SIZE, **asked),
    }  # fmt: skip
    return show(request, "console/lists/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def new(request: Request, slug: str) -> HttpResponse:
    """GET and POST /settings/lists/<slug>/new/."""
    return _form(request, _listing(slug), None)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    """GET and POST /settings/lists/<slug>/<pk>/."""
    known = _listing(slug)
    return _form(request, known, _row(known, pk))


@require_POST
@administrator
def remove(request: Request, slug: str, pk: int) -> HttpResponse:
    """POST /settings/lists/<slug>/<pk>/remove/. 422 where something stands on it."""
    known = _listing(slug)
    row = _row(known, pk)
    try:
        lists.remove(row, by=request.actor)
    except Refused as refusal:
        form = known.form(initial=known.form.held(row), row=row)
        return _page(request, known, form, refused=refusal.words, status=422)
    return _back(known, "removed")


def _form(request: Request, known: Listing, row: Any) -> HttpResponse:
    if request.method != "POST":
        held = known.form.held(row) if row else {}
        return _page(request, known, known.form(initial=held, row=row))
    form = known.form(request.POST, row=row)
    if not form.is_valid():
        return _page(request, known, form, status=422)
    form.save(request.actor)
    return _back(known, "changed" if row else "added")


def _page(
    request: Request, known: Listing, form: RowForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"listing": known, "form": form, "row": form.row, "refused": refused}
    return show(request, "console/lists/row.html", context, status=status)


def _back(known: Listing, said: str) -> HttpResponse:
    there = reverse("settings-list", kwargs={"slug": known.slug})
    return HttpResponseRedirect(f"{there}?said={said}")


def _listing(slug: str) -> Listing:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


def _row(known: Listing, pk: int) -> Any:
    found = known.rows().filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found
