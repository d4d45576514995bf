"""What the search box says: the filter language, its chips, and words for people where it can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from frontdoor.core.errors import Refused
from frontdoor.core.pages.tongues import once_a_language
from frontdoor.desk.door import Visitor
from frontdoor.desk.queue.rows import Chip
from frontdoor.tickets import filters
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet


@once_a_language
def offered() -> tuple[tuple[str, str], ...]:
    """Filters that many want, by their names."""
    return (
        (_("Waiting for an answer"), "is:unanswered"),
        (_("Late"), "is:late"),
        (_("Unassigned"), "is:unassigned"),
        (_("Urgent and high"), "priority:>=high"),
        (_("Came by the side door"), "door:side"),
        (_("Mine"), "assignee:me"),
    )


@dataclass(frozen=True)
class Narrowed:
    """`tickets` are those that are meant; none of them where `refused` says why the text can't be read."""

    tickets: TicketQuerySet[Ticket]
    chips: tuple[Chip, ...] = ()
    refused: str = ""


def narrowed(q: str, tickets: TicketQuerySet[Ticket], visitor: Visitor, href: str) -> Narrowed:
    """`tickets` are narrowed to what the visitor sees before the filter is applied."""
    seen = tickets.visible_to(visitor.actor)
    try:
        wanted = filters.parse(q)
        meant = wanted.apply(seen, actor=visitor.actor, now=visitor.now)
    except Refused as refusal:
        return Narrowed(seen.none(), refused=refusal.words)
    chips = tuple(
        Chip(_(chip.label), chip.value, _address(href, chip.without)) for chip in wanted.chips
    )
    return Narrowed(meant, chips)


def are_words(q: str) -> bool:
    """True where the text holds no condition: then it is searched for, and ranked."""
    try:
        wanted = filters.parse(q)
    except Refused:
        return False
    return bool(wanted.text) and not wanted.terms


def offers(q: str, href: str) -> tuple[Chip, ...]:
    """Filters that one tap adds to what is there."""
    return tuple(
        Chip(name, "", _address(href, f"{q} {term}".strip()))
        for name, term in offered()
        if term not in q
    )


def _address(href: str, q: str) -> str:
    return f"{href}?{urlencode({'q': q})}" if q else href
