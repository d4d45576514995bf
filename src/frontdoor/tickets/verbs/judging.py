"""What becomes of words and names that nobody has proved: accept, prove, doubt, decline."""

from __future__ import annotations

from collections.abc import Iterator

from frontdoor.core.errors import Refused
from frontdoor.log.events import Event
from frontdoor.people import directory
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person
from frontdoor.tickets.events import Confirmed, Declined, Doubted, Followed, Proved
from frontdoor.tickets.models import Message, Participant, Ticket
from frontdoor.tickets.stages import may_reopen
from frontdoor.tickets.verbs.conversation import heard
from frontdoor.tickets.verbs.people import put
from frontdoor.tickets.verbs.verb import verb

NAMED = (Participant.Role.SUGGESTED, Participant.Role.CLAIMED)


@verb
def accept(ticket: Ticket, *, message: Message, by: Actor) -> Iterator[Event]:
    """The words are whose they say they are: an agent has made sure. Whoever it is takes part from now on."""
    kept = _open_question(ticket, message)
    if not kept.claimant:
        raise Refused("Nobody can be told from this mail. Ask them to write again.")
    person = directory.known_or_new(kept.claimant)
    if person.is_staff and person.pk != by.person_id:
        raise Refused("Only {name} can say that these words are theirs.", name=person.name)
    yield from _theirs(ticket, kept, person, Confirmed(kept.pk, person.pk))


@verb
def prove(
    ticket: Ticket, *, message: Message, person: Person, copy: int, by: Actor
) -> Iterator[Event]:
    """The same words came once more, and that copy shows whose they are."""
    kept = _open_question(ticket, message)
    yield from _theirs(ticket, kept, person, Proved(kept.pk, person.pk, copy))


@verb
def doubt(ticket: Ticket, *, message: Message, by: Actor) -> Iterator[Doubted]:
    """Nobody knows whose words these are: they stay, for the desk alone."""
    _answer(_open_question(ticket, message))
    yield Doubted(message.pk)


@verb
def decline(ticket: Ticket, *, person: Person, by: Actor) -> Iterator[Declined]:
    """Somebody who was only suggested is not let in, and not suggested again."""
    suggested = ticket.participants.filter(person=person, role__in=NAMED)
    if suggested.update(role=Participant.Role.DECLINED):
        yield Declined(person.pk)


def _open_question(ticket: Ticket, message: Message) -> Message:
    kept = ticket.messages.filter(pk=message.pk, public=True, verified=False).first()
    if kept is None:
        raise Refused("There is no doubt about that message.")
    return kept


def _answer(message: Message, **facts: object) -> None:
    """Once answered it is asked no more."""
    Message.objects.filter(pk=message.pk).update(claimant="", **facts)
    message.refresh_from_db()


def _theirs(ticket: Ticket, kept: Message, person: Person, known: Event) -> Iterator[Event]:
    _answer(kept, author=person, verified=True, doubt="")
    yield known
    yield from _let_in(ticket, person)
    if not ticket.solved_or_over or may_reopen(ticket, ticket.at):
        yield from heard(ticket, kept)


def _let_in(ticket: Ticket, person: Person) -> Iterator[Event]:
    """As the requester where nobody is, else among those who follow."""
    if not ticket.requester.addresses.exists():
        ticket.requester, ticket.author_id = person, ticket.author_id or person.pk
        ticket.organisation_id = ticket.organisation_id or person.organisation_id
    elif person.pk != ticket.requester_id and put(ticket, person, Participant.Role.FOLLOWER):
        yield Followed(person.pk)
