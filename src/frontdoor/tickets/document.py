"""Compose what can be found of a ticket from its words and people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdoor.core import words
from frontdoor.tickets.models import SearchDocument, Ticket

PER_MESSAGE, PER_TICKET = 100_000, 500_000
TERMS = 500_000
WHO = "\ue002"  # a private character, like those of core.words


@dataclass(frozen=True)
class Said:
    """One message, as far as it can be found; `public` where more than the desk may find it."""

    pk: int
    public: bool
    body: str
    message_id: str = ""


@dataclass(frozen=True)
class Known:
    """One of the people whose ticket it is: the requester, a follower. `name` and `ways` (addresses, telephone)."""

    pk: int
    name: str
    ways: Sequence[str] = ()


def composed(ticket: Ticket, said: Sequence[Said], people: Sequence[Known]) -> SearchDocument:
    """The whole row. A message counts with its first 100,000 characters; a phrase is found in the first 500,000."""
    subject = words.read(ticket.subject)
    who = words.read("\n".join(" ".join([each.name, *each.ways]) for each in people))
    fixed = words.read(ticket.resolution)
    document = SearchDocument(
        ticket_id=ticket.pk,
        subject=subject.line,
        people=who.line,
        resolution=fixed.line,
        terms=_packed([*subject.terms, *who.terms, *(whose(each.pk) for each in people)]),
        desk_terms=_packed(fixed.terms),
    )
    for each in said:
        add(document, each)
    return document


def add(document: SearchDocument, said: Said) -> list[str]:
    """Put one more message into a row; returns the columns that changed."""
    lines, terms = ("words", "terms") if said.public else ("notes", "desk_terms")
    read = words.read(said.body[:PER_MESSAGE])
    known = getattr(document, terms).split()
    new = {*read.terms, *words.read(said.message_id).terms} - set(known)
    document.upto = said.pk
    setattr(document, lines, f"{getattr(document, lines)}\n{read.line}"[:PER_TICKET])
    if new:
        setattr(document, terms, _packed([*known, *new]))
    return ["upto", lines, terms] if new else ["upto", lines]


def whose(person_id: int) -> str:
    """The term under which all tickets of a requester or follower are found."""
    return f"{WHO}{person_id}"


def _packed(terms: Iterable[str]) -> str:
    """Sorted, so that it is the same in whatever order words came; cut where a database would refuse more."""
    packed = " ".join(sorted(set(terms)))
    if len(packed.encode()) <= TERMS:
        return packed
    return packed.encode()[:TERMS].decode(errors="ignore").rpartition(" ")[0]
