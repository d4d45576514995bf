"""Is a mail still right when its turn comes? Its reader may have left, asked for fewer, or get the words anyway."""

from __future__ import annotations

from datetime import timedelta

from frontdoor.channels import fewer
from frontdoor.channels.models import Outgoing
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.tickets.events import Held, Resolved
from frontdoor.tickets.models import Entry, Message, Ticket
from frontdoor.tickets.queries import visible

ONE_ACT = timedelta(seconds=10)
"""Words, and what was done with the request right after: one press of a button."""
FRESH = timedelta(minutes=5)


def unwanted(out: Outgoing) -> str:
    """Why it is not to go out any more, in words for the desk; empty where it is."""
    if out.ticket is None or out.person is None or out.kind == "confirm":
        return ""
    if not Ticket.objects.filter(visible(acting(out.person)), pk=out.ticket.pk).exists():
        return "They no longer take part in this request."
    if fewer.keeps_back(out):
        return "They asked for fewer mails about this one."
    if out.kind == "reply" and out.entry is not None and said_by_another(out.entry):
        return "The next mail says the same."
    return ""


def said_by_another(words: Entry) -> bool:
    """Whether these words were sent as a question or as what fixed it: then that mail quotes them."""
    after = Entry.objects.filter(
        ticket_id=words.ticket_id, seq__gt=words.seq, actor=words.actor, at__lte=words.at + ONE_ACT
    )
    return any(asks_or_ends(entry) for entry in after.filter(kind__in=[Held.kind, Resolved.kind]))


def asks_or_ends(entry: Entry) -> bool:
    event = entry.event
    return isinstance(event, Resolved) or (
        isinstance(event, Held) and event.hold_for == Ticket.HoldFor.REQUESTER
    )


def has_just_read(person: int, entry: Entry) -> bool:
    """Whether the desk's last words went out to this person so lately that a question would only repeat them."""
    said = last_answer(entry.ticket)
    if said is None or entry.at - said.at > FRESH:
        return False
    sent = Outgoing.objects.filter(
        ticket_id=entry.ticket_id, person_id=person, kind="reply", state=Outgoing.State.SENT
    )
    return sent.filter(entry__at=said.at).exists()


def last_answer(ticket: Ticket) -> Message | None:
    """What the desk told the requester last, unless they have answered it since: then it is not what fixed it.

    The resolution itself is the desk's own note.
    """
    public = ticket.messages.filter(public=True)
    ours = public.filter(author__role__in=Person.STAFF).exclude(author=ticket.requester_id)
    last = ours.order_by("-at", "-pk").first()
    if last is None or public.filter(author=ticket.requester_id, at__gt=last.at).exists():
        return None
    return last
