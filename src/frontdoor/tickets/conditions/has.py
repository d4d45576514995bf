"""`has:attachment`: what a ticket has with it, as far as the asker may read it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.core.errors import Refused
from frontdoor.tickets.conditions import Asked, condition, one_of
from frontdoor.tickets.models import Attachment, Message, Ticket, TicketLink
from frontdoor.tickets.queries import readable, visible


def _attachment(asked: Asked) -> Q:
    files = Attachment.objects.filter(readable(asked.actor, "message__"))
    return Q(pk__in=files.values("message__ticket_id"))


def _note(_: Asked) -> Q:
    return Q(pk__in=Message.objects.filter(public=False).values("ticket_id"))


def _link(asked: Asked) -> Q:
    # A link to what the asker does not see is none: else it would tell that something is there (trust.md, S11).
    seen, links = visible(asked.actor), TicketLink.objects.all()
    tickets = Ticket.objects.filter(seen)
    out, back = (
        (links.filter(other__in=tickets), links.filter(ticket__in=tickets))
        if seen
        else (links, links)
    )
    return Q(pk__in=out.values("ticket_id")) | Q(pk__in=back.values("other_id"))


THINGS: dict[str, Callable[[Asked], Q]] = {
    "attachment": _attachment,
    "note": _note,
    "link": _link,
    "reply": lambda asked: Q(first_reply_at__isnull=False),
}
STAFF_ONLY = frozenset({"note", "link"})


@condition("has", label=gettext_noop("Has"), example="attachment", audience="everybody")
def has(asked: Asked) -> Q:
    thing = one_of({name: name for name in THINGS}, asked)
    if thing in STAFF_ONLY and not asked.actor.is_staff:
        names = ", ".join(sorted(THINGS.keys() - STAFF_ONLY))
        raise Refused("“{value}” is none of {names}.", value=thing, names=names)
    return THINGS[thing](asked)
