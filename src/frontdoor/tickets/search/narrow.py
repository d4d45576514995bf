"""Keep those tickets of a list in which words are found."""

from __future__ import annotations

from django.db.models import Q

from frontdoor.core import db
from frontdoor.core.wanted import Wanted, wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import TicketQuerySet
from frontdoor.tickets.search.question import matching, number, only_number


def narrow(tickets: TicketQuerySet[Ticket], text: str, *, actor: Actor) -> TicketQuerySet[Ticket]:
    """In the order they had. `tickets` must be narrowed to what the actor sees. Nothing to look for keeps all.

    Raises Refused where the text is too long.
    """
    asked = wanted(text)
    pk = number(text)
    meant = Q() if pk is None else Q(pk=pk)
    if asked and not only_number(text):
        meant |= _found(asked, actor)
    return tickets.filter(meant)


def _found(asked: Wanted, actor: Actor) -> Q:
    """A common last word is whole; any other may be only a beginning."""
    whole = matching(asked, actor)
    if not db.indexer().is_frequent(whole):
        whole = matching(asked.loosened, actor)
    return Q(pk__in=whole.values("pk"))
