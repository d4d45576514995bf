"""From ids in a request to the things themselves, as far as the asker may see them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from frontdoor.api.frame.caller import Caller
from frontdoor.api.frame.problems import Fault, Problem, missing
from frontdoor.api.shapes.asked import Author, Who
from frontdoor.core.errors import NotAllowed
from frontdoor.people.actors import Actor
from frontdoor.people.directory import by_email, known_or_new
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket

Thing = TypeVar("Thing", bound=Model)


def seen(number: int, actor: Actor) -> Ticket:
    """Raises Problem 404 for a ticket that isn't there or isn't the actor's to see."""
    ticket = Ticket.objects.visible_to(actor).filter(pk=number).first()
    if ticket is None:
        raise missing()
    return ticket


def survivor(ticket: Ticket, actor: Actor) -> Ticket:
    """Where a merged ticket goes on; itself where it isn't merged."""
    while ticket.merged_into_id is not None:
        ticket = seen(ticket.merged_into_id, actor)
    return ticket


def named(rows: QuerySet[Thing], pk: int | None, pointer: str) -> Thing | None:
    """The thing of this id; None stays None. Raises Problem 422 where there is none."""
    if pk is None:
        return None
    found = rows.filter(pk=pk).first()
    if found is None:
        raise unknown(pointer)
    return found


def requester(caller: Caller, who: Who | None, by: Actor) -> Person:
    """For whom a ticket is; without a name for the author. Only the desk may name, or make, somebody else.

    Raises NotAllowed, in the same words whether or not the person exists.
    """
    if who is None:
        return _self(caller, by)
    _one_way(who, "/requester")
    if not caller.actor.has("open_for"):
        return _only_self(caller, who)
    if who.email is not None:
        return known_or_new(who.email, who.name)
    return _required(Person.objects.filter(active=True), who.id, "/requester/id")


def author(caller: Caller, who: Author | None) -> Actor:
    """Who acts. Raises NotAllowed where the token may not act for others, before anybody is looked up."""
    if who is None:
        return caller.actor
    caller.need_act_for()
    _one_way(who, "/author")
    if who.email is None:
        return caller.as_(_required(Person.objects.filter(active=True), who.id, "/author/id"))
    person = by_email(who.email)
    if person is None:
        raise unknown("/author/email")
    return caller.as_(person)


def _one_way(who: Author, pointer: str) -> None:
    if (who.id is None) == (who.email is None):
        raise invalid_value("Name a person by id or by email.", pointer)


def unknown(pointer: str) -> Problem:
    return invalid_value("There is nothing of this id, or it can't be used here.", pointer)


def invalid_value(detail: str, pointer: str) -> Problem:
    """422: well said, but it can't be."""
    return Problem(422, "refused", detail, [Fault(detail, pointer)])


def _required(rows: QuerySet[Person], pk: int | None, pointer: str) -> Person:
    found = named(rows, pk, pointer)
    if found is None:
        raise unknown(pointer)
    return found


def _self(caller: Caller, by: Actor) -> Person:
    return caller.token.person if by is caller.actor else Person.objects.get(pk=by.me)


def _only_self(caller: Caller, who: Who) -> Person:
    person = caller.token.person
    own = person.addresses.values_list("email", flat=True)
    if who.id != person.pk and (who.email or "").strip().lower() not in own:
        raise NotAllowed("This token may not open tickets for others.")
    return person
