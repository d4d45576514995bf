"""From what somebody typed to what the database is asked, for this actor."""

from __future__ import annotations

import re
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from frontdoor.core import db
from frontdoor.core.wanted import Wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.document import whose
from frontdoor.tickets.models import Indexed, SearchDocument

NUMBER = re.compile(r"(#?)0*(\d{1,18})")
TAGGED = re.compile(r"\[[^\[\]#]{0,60}#0*(\d{1,18})\]")
PUBLIC, ALL = ("subject", "people", "words"), ("subject", "people", "words", "notes", "resolution")


def number(text: str) -> int | None:
    """The ticket that `12`, `#12` or `[Desk #12]` means."""
    typed = text.strip()
    found = NUMBER.fullmatch(typed) or TAGGED.fullmatch(typed)
    return int(found[found.lastindex or 0]) if found else None


def only_number(text: str) -> bool:
    """Is it surely a ticket's number, and no other: `#12` or `[Desk #12]`?"""
    return number(text) is not None and "#" in text


def matching(wanted: Wanted, actor: Actor) -> QuerySet[Indexed]:
    """Rows of the index. A requester is answered from public words alone, and only from tickets of their own.

    That the ticket is theirs narrows the index for speed; `visible(actor)` is asked in the same statement all the same.
    """
    audience = "staff" if actor.is_staff else "requester"
    if not actor.is_staff:
        wanted = replace(wanted, exact=(*wanted.exact, whose(actor.me)))
    rows = Indexed.objects.filter(found__matches=db.indexer().asks(wanted, audience))
    for phrase in wanted.phrases:
        rows = rows.filter(Exists(_standing(phrase, actor)))
    return rows


def _standing(phrase: str, actor: Actor) -> QuerySet[SearchDocument]:
    documents = SearchDocument.objects.filter(pk=OuterRef("pk"))
    somewhere = Q()
    for line in ALL if actor.is_staff else PUBLIC:
        documents = documents.alias(**{f"at_{line}": StrIndex(line, Value(phrase))})
        somewhere |= Q((f"at_{line}__gt", 0))
    return documents.filter(somewhere)
