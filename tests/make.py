"""Make a thing with only what the test cares about."""

from __future__ import annotations

from typing import Any

from frontdoor.core import clock
from frontdoor.people.actors import Actor, acting
from frontdoor.people.models import Address, Membership, Person, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Arrival


def person(name: str, role: str = "requester", team: Team | None = None, **rest: Any) -> Person:
    email = rest.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
    made = Person.objects.create(name=name, role=role, created_at=clock.now(), **rest)
    Address.objects.create(person=made, email=email, primary=True, verified_at=clock.now())
    if team:
        Membership.objects.create(team=team, person=made)
    return made


def team(name: str = "Service desk", **rest: Any) -> Team:
    slug = name.lower().replace(" ", "-")
    return Team.objects.get_or_create(name=name, defaults={"slug": slug, **rest})[0]


def ticket(
    subject: str = "The printer is on fire",
    requester: Person | None = None,
    by: Actor | None = None,
    body: str = "Please help.",
    **arrival: Any,
) -> Ticket:
    requester = requester or Person.objects.filter(name="Cy").first() or person("Cy")
    arrival = {"channel": "portal", **arrival}
    return verbs.open(
        subject=subject,
        body=body,
        requester=requester,
        by=by or acting(requester),
        arrival=Arrival(**arrival),
    )
