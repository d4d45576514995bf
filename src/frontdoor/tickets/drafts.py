"""Drafts: what somebody types is kept for them alone until it is sent, thrown away, or erased with the ticket.

Each form keeps a draft of its own and takes the place of what it goes on from, if that is still as it was then. So of
two tabs or devices neither overwrites the other: there are two drafts, and both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.core.whole import whole
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Draft, Message, Ticket
from frontdoor.tickets.verbs.carried import plain

LONGEST = 200_000
"""As many characters as a reply may have."""
MOST = 5
"""Drafts of one kind, of one person on one ticket; the oldest go."""


@dataclass(frozen=True)
class Typed:
    """What stands in a form. `key` is the form's; `taken` names the drafts that it goes on from (`name_of`)."""

    kind: str
    body: str
    key: str
    taken: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return len(self.body) <= LONGEST


def name_of(pk: int, version: int) -> str:
    """A draft as it is now; once it is kept anew this names nothing."""
    return f"{pk}.{version}"


def keep(ticket: Ticket, typed: Typed, *, by: Actor) -> bool:
    """False where this form was sent meanwhile: there is no draft of it any more. Nothing but blanks is none."""
    if not typed.fits:
        raise Refused(
            "A draft may have {most} characters. Your text is still here.", most=f"{LONGEST:,}"
        )
    body, mine = plain(typed.body), _mine(ticket, typed.kind, by)
    if body.strip() and mine.filter(key=typed.key, body=body).exists():
        return True
    with whole():
        _wait_for_verbs(ticket)
        if typed.key and Message.objects.filter(form_key=typed.key).exists():
            return False
        mine.filter(_named(typed.taken) | Q(body=body)).exclude(key=typed.key).delete()
        _put(ticket, typed, body, by)
    return True


def throw_away(ticket: Ticket, kind: str, name: str, *, by: Actor) -> None:
    """If it is still as its owner saw it."""
    _mine(ticket, kind, by).filter(_named([name])).delete()


def sent(ticket: Ticket, typed: Typed, *, by: Actor) -> None:
    """In the transaction of the sending: its draft goes if, and only if, the words are there."""
    gone = _named(typed.taken) | Q(key=typed.key) | Q(body=plain(typed.body))
    _mine(ticket, typed.kind, by).filter(gone).delete()


def _mine(ticket: Ticket, kind: str, by: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(ticket=ticket, person_id=_whose(by), kind=kind)


def _whose(by: Actor) -> int:
    if by.person_id is None:
        raise Refused("Only people have drafts.")
    return by.person_id


def _wait_for_verbs(ticket: Ticket) -> None:
    """What a form sends and what it keeps come one after the other, or words just sent would be a draft again."""
    Ticket.objects.select_for_update(of=("self",)).only("pk").get(pk=ticket.pk)


def _named(names: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for name in list(names)[:MOST]:
        pk, _, version = name.partition(".")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (pk, version)):
            found |= Q(pk=int(pk), version=int(version))
    return found


def _put(ticket: Ticket, typed: Typed, body: str, by: Actor) -> None:
    mine = _mine(ticket, typed.kind, by)
    if not body.strip():
        mine.filter(key=typed.key).delete()
        return
    draft = mine.filter(key=typed.key).first() or Draft(
        ticket=ticket, person_id=_whose(by), kind=typed.kind, key=typed.key, version=0
    )
    draft.body, draft.version, draft.at = body, draft.version + 1, clock.now()
    draft.save()
    newest = mine.order_by("-at", "-pk").values_list("pk", flat=True)[:MOST]
    mine.exclude(pk__in=list(newest)).delete()
