"""Search: tickets by their words, ranked, with what was found marked."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from frontdoor.api.frame import answers
from frontdoor.api.frame.caller import Call
from frontdoor.api.frame.problems import Fault, invalid
from frontdoor.api.reads.tickets import url_of
from frontdoor.api.shapes import told
from frontdoor.api.shapes.asked import Page
from frontdoor.api.shapes.values import size
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets import search as words
from frontdoor.tickets.search import Hit, Segment

router = Router(tags=["tickets"])


class Search(Page):
    """`q` is words, phrases in quotes, or a number."""

    q: Annotated[str, size(2000)] = ""


@router.get("/search", response=told.Found, operation_id="search", summary="Search tickets")
def search(request: Call, query: Query[Search]) -> HttpResponse:
    """Best first; above 200 hits newest first. One slip of spelling is forgiven where nothing else is found."""
    actor = request.auth.actor
    try:
        results = words.find(query.q, actor=actor, limit=query.limit, before=query.cursor or "")
    except Refused as refusal:
        raise invalid(
            "That can't be searched for.", Fault(str(refusal), "q", "parameter")
        ) from refusal
    return answers.json(
        {
            "items": [_hit(hit, actor) for hit in results.hits],
            "order": results.order,
            "total": results.total_hint,
            "close": results.close,
            "next": results.after or None,
        }
    )


def _hit(hit: Hit, actor: Actor) -> dict[str, Any]:
    return {
        "number": hit.number,
        "url": url_of(hit.number, actor),
        "status": hit.status,
        "subject": _parts(hit.subject),
        "snippet": _parts(hit.snippet),
    }


def _parts(segments: tuple[Segment, ...]) -> list[dict[str, Any]]:
    return [{"text": segment.text, "marked": segment.marked} for segment in segments]
