"""May this actor do this to this ticket? Asked by the verbs, and by pages before they offer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _later

from frontdoor.core.errors import NotAllowed
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import visible

DOING = {
    "accept": _later("accept"),
    "ask_for_help": _later("ask for help"),
    "assign": _later("assign"),
    "attribute": _later("attribute"),
    "bulk": _later("bulk"),
    "change": _later("change"),
    "clear_address": _later("clear address"),
    "close": _later("close"),
    "confirm": _later("confirm"),
    "decline": _later("decline"),
    "device": _later("device"),
    "doubt": _later("doubt"),
    "erase": _later("erase"),
    "follow": _later("follow"),
    "hand_over": _later("hand over"),
    "hold": _later("hold"),
    "link": _later("link"),
    "log_time": _later("log time"),
    "merge": _later("merge"),
    "note": _later("note"),
    "read": _later("read"),
    "redact": _later("redact"),
    "reopen": _later("reopen"),
    "reply": _later("reply"),
    "resolve": _later("resolve"),
    "settle": _later("settle"),
    "snooze": _later("snooze"),
    "split": _later("split"),
    "start": _later("start"),
    "tag": _later("tag"),
    "take": _later("take"),
    "unfollow": _later("unfollow"),
    "unlink": _later("unlink"),
    "unmerge": _later("unmerge"),
}
"""What a capability lets one do, after “You may not”."""

OWN = frozenset({"close", "confirm", "reopen"})


def may(actor: Actor, capability: str, ticket: Ticket) -> bool:
    """The capability by role and token, the ticket by sight; requesters close and reopen only what is theirs."""
    if not actor.has(capability):
        return False
    if capability in OWN and not actor.is_staff and ticket.requester_id != actor.person_id:
        return False
    return sees(actor, ticket)


def sees(actor: Actor, ticket: Ticket) -> bool:
    """True where the ticket is among those visible to the actor."""
    seen = visible(actor)
    return not seen or Ticket.objects.filter(seen, pk=ticket.pk).exists()


def require(actor: Actor, capability: str, ticket: Ticket) -> None:
    """Raises NotAllowed where `may` says no."""
    if not may(actor, capability, ticket):
        raise NotAllowed(
            "You may not {verb} this ticket.",
            verb=DOING.get(capability, capability.replace("_", " ")),
        )
