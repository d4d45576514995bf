"""Writes what an administrator said about a person, by the verbs that audit it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from frontdoor.console.people.form import PersonForm
from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person, Team


@transaction.atomic
def add(form: PersonForm, *, by: Actor) -> Person:
    """Raises Refused where the address was taken meanwhile."""
    typed = form.cleaned_data
    person = verbs.enrol(verbs.Newcomer(typed["email"], typed["name"], typed["role"]), by=by)
    for address in person.addresses.all():
        verbs.verify_address(address)
    verbs.describe(person, by=by, **form.facts)
    _put_into(person, typed["teams"], by)
    return person


@transaction.atomic
def change(person: Person, form: PersonForm, *, by: Actor) -> None:
    """Raises Refused where nobody could administer the desk any more."""
    role = form.cleaned_data["role"]
    if role != Person.Role.ADMIN:
        keep_one_administrator(person)
    verbs.describe(person, by=by, **form.facts)
    verbs.change_role(person, role=role, by=by)
    _put_into(person, form.cleaned_data["teams"], by)


def keep_one_administrator(person: Person) -> None:
    """Raises Refused for the last one. The rows are locked: two may leave at once."""
    admins = Person.objects.select_for_update().filter(role=Person.Role.ADMIN, active=True)
    if {each.pk for each in admins} == {person.pk}:
        raise Refused(
            "{name} is the only administrator. Make somebody else one first.", name=person.name
        )


def _put_into(person: Person, teams: Iterable[Team], by: Actor) -> None:
    held = person.memberships.select_related("team")
    verbs.staff(held, [(person, team) for team in teams], by=by)
