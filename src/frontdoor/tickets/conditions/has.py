"""`has:attachment`: what a ticket has with it, as far as the asker may read it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.core.errors import Refused
from frontdoor.tickets.conditions import Asked, condition, one_of
from frontdoor.tickets.models import Attachment, Message, TicketLink
from frontdoor.tickets.queries import readable


def _attachment(asked: Asked) -> Q:
    files = Attachment.objects.filter(readable(asked.actor, "message__"))
    return Q(pk__in=files.values("message__ticket_id"))


def _note(asked: Asked) -> Q:
    if not asked.actor.is_staff:
        raise Refused("“{value}” is none of {names}.", value="note", names="attachment, reply")
    return Q(pk__in=Message.objects.filter(public=False).values("ticket_id"))


def _link(asked: Asked) -> Q:
    if not asked.actor.is_staff:
        raise Refused("“{value}” is none of {names}.", value="link", names="attachment, reply")
    out, back = TicketLink.objects.values("ticket_id"), TicketLink.objects.values("other_id")
    return Q(pk__in=out) | Q(pk__in=back)


THINGS: dict[str, Callable[[Asked], Q]] = {
    "attachment": _attachment,
    "note": _note,
    "link": _link,
    "reply": lambda asked: Q(first_reply_at__isnull=False),
}


@condition("has", label=gettext_noop("Has"), example="attachment", audience="everybody")
def has(asked: Asked) -> Q:
    return THINGS[one_of({name: name for name in THINGS}, asked)](asked)
