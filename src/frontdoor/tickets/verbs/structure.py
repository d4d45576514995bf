"""How tickets hang together: merge and its undo, split, link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frontdoor.core.errors import Refused
from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.tickets.events import (
    Absorbed,
    Linked,
    Merged,
    Opened,
    Released,
    Split,
    SplitOff,
    Unlinked,
    Unmerged,
)
from frontdoor.tickets.models import Message, Participant, Ticket, TicketLink
from frontdoor.tickets.verbs.opening import Arrival, new_ticket
from frontdoor.tickets.verbs.verb import record, verb


@verb
def merge(ticket: Ticket, *, into: Ticket, by: Actor) -> Iterator[Event]:
    """Both numbers keep working; the words are read in the survivor; each keeps its origin, so it can be undone."""
    if into.pk == ticket.pk:
        raise Refused("A ticket can't be merged into itself.")
    if ticket.merged_into_id or into.merged_into_id:
        raise Refused("One of these is already merged.")
    ticket.messages.update(ticket=into)
    _unite_followers(ticket, into)
    status, outcome = ticket.status, ticket.outcome
    ticket.status, ticket.outcome, ticket.merged_into = (
        Ticket.Status.CLOSED,
        Ticket.Outcome.DUPLICATE,
        into,
    )
    ticket.closed_at = ticket.at
    yield Merged(into.pk, status, outcome)
    record(into, [Absorbed(ticket.pk)], by=by)


@verb
def unmerge(ticket: Ticket, *, survivor: Ticket, by: Actor) -> Iterator[Event]:
    """Messages go back to the ticket they came in by; later ones to the one whose reply address they carried."""
    if ticket.merged_into_id != survivor.pk:
        raise Refused("This ticket is not merged into that one.")
    last = ticket.log.filter(kind=Merged.kind).order_by("-seq").first()
    came = last.event if last else None
    survivor.messages.filter(origin_id__in=_family(ticket)).update(ticket=ticket)
    ticket.merged_into, ticket.closed_at = None, None
    ticket.status = came.status if isinstance(came, Merged) else Ticket.Status.OPEN
    ticket.outcome = came.outcome if isinstance(came, Merged) else ""
    yield Unmerged(survivor.pk)
    record(survivor, [Released(ticket.pk)], by=by)


@verb
def split(
    ticket: Ticket, *, messages: Sequence[Message], subject: str, by: Actor
) -> Iterator[Event]:
    """Marked messages go to a new, linked ticket of whoever wrote the first of them."""
    chosen = list(
        Message.objects.filter(pk__in=[message.pk for message in messages], ticket=ticket).order_by(
            "at", "pk"
        )
    )
    if not chosen or len(chosen) == ticket.messages.count():
        raise Refused("Choose some of the messages, but not all.")
    writer = next((m.author for m in chosen if m.author and not m.author.is_staff), None)
    arrival = Arrival(channel=ticket.channel, capture="split", kind=ticket.kind, team=ticket.team)
    new = new_ticket(subject, writer or ticket.requester, by, arrival)
    for message in chosen:
        Message.objects.filter(pk=message.pk).update(ticket=new, origin=new)
    TicketLink.objects.create(ticket=new, other=ticket, relation=TicketLink.Relation.RELATED)
    yield Split(new.pk, tuple(message.pk for message in chosen))
    record(new, [Opened(new.channel, chosen[0].pk, "split", ticket.pk), SplitOff(ticket.pk)], by=by)


@verb
def link(
    ticket: Ticket, *, other: Ticket, by: Actor, relation: str = "related"
) -> Iterator[Linked]:
    """Say how two tickets hang together."""
    if other.pk == ticket.pk:
        raise Refused("A ticket can't be linked to itself.")
    if relation not in TicketLink.Relation.values:
        raise Refused("That is not one of the links we know.")
    _, new = TicketLink.objects.get_or_create(ticket=ticket, other=other, relation=relation)
    if new:
        yield Linked(other.pk, relation)


@verb
def unlink(
    ticket: Ticket, *, other: Ticket, by: Actor, relation: str = "related"
) -> Iterator[Unlinked]:
    """Take a link off again."""
    gone, _ = TicketLink.objects.filter(ticket=ticket, other=other, relation=relation).delete()
    if gone:
        yield Unlinked(other.pk, relation)


def _unite_followers(ticket: Ticket, into: Ticket) -> None:
    there = set(into.participants.values_list("person_id", flat=True)) | {into.requester_id}
    parts = [(p.person_id, p.role) for p in ticket.participants.all()]
    coming = [*parts, (ticket.requester_id, Participant.Role.FOLLOWER)]
    Participant.objects.bulk_create(
        [
            Participant(ticket=into, person_id=pk, role=role)
            for pk, role in coming
            if pk not in there
        ],
        ignore_conflicts=True,
    )


def _family(ticket: Ticket) -> set[int]:
    """The ticket and all that were merged into it, however deep."""
    family, ring = {ticket.pk}, {ticket.pk}
    while ring:
        ring = (
            set(Ticket.objects.filter(merged_into_id__in=ring).values_list("pk", flat=True))
            - family
        )
        family |= ring
    return family
