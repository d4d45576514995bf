"""Who works on it and who is told: assign, take, hand over, ask for help, follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor, acting
from frontdoor.people.directory import known_or_new
from frontdoor.people.models import Person, Team
from frontdoor.tickets.events import (
    Assigned,
    Attributed,
    Followed,
    HandedOver,
    HelpAsked,
    Unfollowed,
)
from frontdoor.tickets.models import Entry, Participant, Ticket
from frontdoor.tickets.verbs.verb import verb

STRANGERS_A_DAY = 20


@verb
def assign(ticket: Ticket, *, to: Person | None, by: Actor) -> Iterator[Assigned]:
    """Give a ticket that nobody has to somebody, or give one's own back. Taking it from another is a hand-over."""
    before, after = ticket.assignee_id, to.pk if to else None
    if before == after:
        return
    if before not in (None, by.person_id) and not by.has("settle"):
        raise Refused("Somebody has this ticket. Hand it over with a reason, or ask for help.")
    _give(ticket, to)
    yield Assigned(to=after, before=before)


@verb
def take(ticket: Ticket, *, by: Actor) -> Iterator[Assigned]:
    """Mine, to its end."""
    if ticket.assignee_id == by.person_id:
        return
    if ticket.assignee_id is not None:
        raise Refused("Somebody has this ticket already. Offer them help instead.")
    if by.person_id is None:
        raise Refused("Only a person can take a ticket.")
    ticket.assignee_id = by.person_id
    yield Assigned(to=by.person_id, before=None)


@verb
def hand_over(
    ticket: Ticket, *, reason: str, by: Actor, to: Person | None = None, team: Team | None = None
) -> Iterator[HandedOver]:
    """To a person or a team, with a reason. From the second time on it goes to a lead, not to a third team."""
    if not reason.strip():
        raise Refused("Say why, so that the next one can go on where you stopped.")
    if to is None and team is None:
        raise Refused("Choose a person or a team.")
    before, team_before = ticket.assignee_id, ticket.team_id
    if ticket.hand_overs >= 1 and not by.has("settle"):
        to = _lead_of(team or ticket.team) or to
    _give(ticket, to)
    ticket.team = team or ticket.team
    if (ticket.assignee_id, ticket.team_id) == (before, team_before):
        return
    ticket.hand_overs += 1
    yield HandedOver(ticket.assignee_id, ticket.team_id, before, team_before, reason.strip())


@verb
def ask_for_help(
    ticket: Ticket, *, person: Person, by: Actor, reason: str = ""
) -> Iterator[HelpAsked]:
    """Somebody joins; the assignee stays."""
    _require_agent(person)
    if person.pk == ticket.assignee_id:
        raise Refused("{name} already has this ticket.", name=person.name)
    if put(ticket, person, Participant.Role.HELPER):
        yield HelpAsked(person.pk, reason.strip())


@verb
def attribute(
    ticket: Ticket, *, by: Actor, person: Person | None = None, email: str = ""
) -> Iterator[Attributed]:
    """Say whose request this is, where the desk wrote it down or found it in a forwarded mail."""
    to = person or (known_or_new(email) if email.strip() else None)
    if to is None:
        raise Refused("Choose a person, or write an address.")
    before = ticket.requester_id
    if to.pk == before:
        return
    _change_hands(ticket, to)
    yield Attributed(to.pk, before)


def _change_hands(ticket: Ticket, to: Person) -> None:
    """The words that the desk wrote down as the former one's are the new one's; the former one stays suggested."""
    before, first = ticket.requester, ticket.messages.order_by("at", "pk").first()
    if first and first.author_id == before.pk != ticket.author_id:
        ticket.messages.filter(pk=first.pk).update(author=to)
    ticket.participants.filter(person=to).delete()
    if not before.is_staff and before.addresses.exists():
        put(ticket, before, Participant.Role.SUGGESTED)
    ticket.requester, ticket.organisation_id = to, to.organisation_id


def _require_few(who: Person, by: Actor) -> None:
    """Or the desk would carry anybody's words to whomever they like (trust.md, S21). Who proved an address is free."""
    if who.addresses.exclude(verified_at=None).exists():
        return
    own = Q(actor=f"person:{by.me}") | Q(actor__startswith=f"person:{by.me}/")
    since = clock.now() - timedelta(days=1)
    if Entry.objects.filter(own, kind=Followed.kind, at__gt=since).count() >= STRANGERS_A_DAY:
        raise Refused(
            "At most {most} people can be added in one day. Ask the desk to add others.",
            most=STRANGERS_A_DAY,
        )


@verb
def follow(
    ticket: Ticket, *, by: Actor, person: Person | None = None, email: str = ""
) -> Iterator[Followed]:
    """Be told of news. A requester may add only themselves to what they see; the desk may add anybody."""
    if email.strip() and not by.is_staff:
        raise Refused("Only the requester or the desk can add others.")
    named = known_or_new(email) if email.strip() else None
    who = person or named or Person.objects.filter(pk=by.me).first()
    if who is None:
        raise Refused("Choose a person.")
    if who.pk != by.person_id and not by.is_staff and ticket.requester_id != by.person_id:
        raise Refused("Only the requester or the desk can add others.")
    if who.pk != by.person_id and not by.is_staff:
        _require_few(who, by)
    if who.pk != ticket.requester_id and put(ticket, who, Participant.Role.FOLLOWER):
        yield Followed(who.pk)


@verb
def unfollow(ticket: Ticket, *, by: Actor, person: Person | None = None) -> Iterator[Unfollowed]:
    """No more news; whoever saw the ticket only as a follower no longer sees it."""
    pk = person.pk if person else by.me
    if pk != by.person_id and not by.is_staff and ticket.requester_id != by.person_id:
        raise Refused("Only the requester or the desk can take others off.")
    gone, _ = ticket.participants.filter(person_id=pk).delete()
    if gone:
        yield Unfollowed(pk)


def _give(ticket: Ticket, to: Person | None) -> None:
    if to is not None:
        _require_agent(to)
        # Whoever is made responsible must be able to see what they are responsible for.
        private = ticket.team is not None and ticket.team.private
        if private and ticket.team_id in acting(to).hidden_team_ids:
            raise Refused("{name} is not in the team of this private ticket.", name=to.name)
    ticket.assignee = to


def _require_agent(person: Person) -> None:
    if not person.active or not person.is_staff:
        raise Refused("{name} does not work at the desk.", name=person.name)


def _lead_of(team: Team | None) -> Person | None:
    if team is None:
        return None
    return team.members.filter(role=Person.Role.LEAD, active=True).order_by("pk").first()


def put(ticket: Ticket, person: Person, role: str) -> bool:
    """True where the person did not have that part before."""
    part, new = Participant.objects.get_or_create(
        ticket=ticket, person=person, defaults={"role": role}
    )
    if new or part.role == role:
        return new
    part.role = role
    part.save(update_fields=["role"])
    return True
