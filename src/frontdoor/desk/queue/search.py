"""One box over everything, always: numbers go straight there, words are ranked, conditions make a list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontdoor.core import paging
from frontdoor.core.errors import Refused
from frontdoor.core.pages.addresses import address
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.lists import everything
from frontdoor.desk.queue.listed import Listed, listed
from frontdoor.desk.queue.narrowed import Narrowed, are_words
from frontdoor.desk.queue.page import BEST, NEWEST, SIZE, Asked, around, page
from frontdoor.desk.queue.row import rows
from frontdoor.desk.queue.rows import Page, Row
from frontdoor.desk.queue.views import listing
from frontdoor.desk.shell import Shell, shell
from frontdoor.tickets import search as words
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.search import Hit, Results


@require_safe
@desk
def search(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET /desk/search/?q=…: closed tickets too."""
    href = address("desk-search")
    asked = Asked.of(href, request.GET.dict())
    bare = asked.q.removeprefix("#")
    if bare.isascii() and bare.isdigit() and _is_seen(bare, visitor):
        return HttpResponseRedirect(f"/desk/tickets/{int(bare)}/")
    surroundings = shell(visitor, href, toast.found(request))
    shown = _answer(asked, surroundings, visitor)
    return listing(request, visitor, surroundings, shown)


def _is_seen(number: str, visitor: Visitor) -> bool:
    known = len(number) < 19
    return known and Ticket.objects.visible_to(visitor.actor).filter(pk=int(number)).exists()


def _answer(asked: Asked, surroundings: Shell, visitor: Visitor) -> Page:
    meant = Narrowed(Ticket.objects.none())
    if not are_words(asked.q):
        return page(asked, _("Search"), everything, surroundings, visitor, NEWEST)
    try:
        results = words.find(asked.q, actor=visitor.actor, limit=SIZE, before=asked.after)
    except Refused as refusal:
        return around(
            asked,
            _("Search"),
            surroundings,
            BEST,
            replace(meant, refused=refusal.words),
            (),
            paging.Slice([], "", ""),
        )
    return _ranked(asked, surroundings, visitor, meant, results)


def _ranked(
    asked: Asked, surroundings: Shell, visitor: Visitor, meant: Narrowed, results: Results
) -> Page:
    lines = _lines(results.hits, visitor)
    order = BEST if results.order == "best" else NEWEST
    shown = around(
        asked, _("Search"), surroundings, order, meant, lines, paging.Slice([], "", results.after)
    )
    return replace(shown, summary=_summary(results))


def _lines(hits: tuple[Hit, ...], visitor: Visitor) -> tuple[Row, ...]:
    """In the order of the hits, each with what was found marked."""
    found: dict[int, Any] = {
        row.id: row for row in listed(Ticket.objects.filter(pk__in=[hit.number for hit in hits]))
    }
    kept = [hit for hit in hits if hit.number in found]
    plain = rows([Listed(*found[hit.number]) for hit in kept], visitor.now, from_the_top=False)
    return tuple(
        replace(row, marks=hit.subject, snippet=hit.snippet)
        for row, hit in zip(plain, kept, strict=True)
    )


def _summary(results: Results) -> str:
    if results.close:
        return _("nothing has these words; these are spelt alike")
    if results.total_hint is None:
        return _("more than can be ranked, newest first")
    return _("{count} found").format(count=results.total_hint)
