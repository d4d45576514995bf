"""Everything that can be done to people's accounts. Each ends what it must end and is kept in the audit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people import events
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit
from frontdoor.people.emails import canonical
from frontdoor.people.models import Address, Membership, Person, Team

SHORTEST, LONGEST = 10, 1024


@dataclass(frozen=True)
class Newcomer:
    """Who is to be enrolled."""

    email: str
    name: str
    role: str = Person.Role.REQUESTER
    team: str = ""


@transaction.atomic
def enrol(newcomer: Newcomer, *, by: Actor) -> Person:
    """Make an account. Raises Refused where the address is taken, unusable, or the role unknown."""
    _require(by, "enrol")
    if newcomer.role not in Person.Role.values:
        raise Refused("A role is one of {roles}.", roles=", ".join(Person.Role.values))
    if not newcomer.name.strip():
        raise Refused("A name is needed.")
    person = Person.objects.create(
        name=newcomer.name.strip()[:120], role=newcomer.role, created_at=clock.now()
    )
    _give_address(person, newcomer.email)
    audit(events.Enrolled(person.pk, person.role), actor=by.label)
    if newcomer.team:
        join(person, team=team_named(newcomer.team), by=by)
    return person


def team_named(name: str) -> Team:
    """The team of this name or slug, made where there is none."""
    slug = slugify(name) or "team"
    found = Team.objects.filter(slug=slug).first()
    return found or Team.objects.create(name=name[:80], slug=slug)


@transaction.atomic
def join(person: Person, *, team: Team, by: Actor) -> None:
    """Put a person into a team."""
    _require(by, "enrol")
    _, new = Membership.objects.get_or_create(team=team, person=person)
    if new:
        audit(events.Joined(person.pk, team.pk), actor=by.label)


@transaction.atomic
def leave(person: Person, *, team: Team, by: Actor) -> None:
    """Take a person out of a team; what they could see through it is gone at once."""
    _require(by, "enrol")
    gone, _ = Membership.objects.filter(team=team, person=person).delete()
    if gone:
        audit(events.Left(person.pk, team.pk), actor=by.label)


@transaction.atomic
def staff(held: Iterable[Membership], wanted: Iterable[tuple[Person, Team]], *, by: Actor) -> None:
    """Of what is held only what is wanted stays, and what is missing is added. Who stays is not told to the audit."""
    missing = {(person.pk, team.pk): (person, team) for person, team in wanted}
    for each in held:
        if missing.pop((each.person_id, each.team_id), None) is None:
            leave(each.person, team=each.team, by=by)
    for person, team in missing.values():
        join(person, team=team, by=by)


@transaction.atomic
def change_role(person: Person, *, role: str, by: Actor) -> None:
    """Every session, token and link of the person ends."""
    _require(by, "enrol")
    if role not in Person.Role.values:
        raise Refused("A role is one of {roles}.", roles=", ".join(Person.Role.values))
    before, person.role = person.role, role
    if before != role:
        _end_proofs(person, "role")
        audit(events.RoleChanged(person.pk, before, role), actor=by.label)


@transaction.atomic
def disable(person: Person, *, by: Actor) -> None:
    """The person can no longer sign in, and every session, token and link ends."""
    _require(by, "enrol")
    person.active = False
    _end_proofs(person, "active")
    audit(events.Disabled(person.pk), actor=by.label)


@transaction.atomic
def enable(person: Person, *, by: Actor) -> None:
    """They may sign in again; what ended when they were disabled stays ended."""
    _require(by, "enrol")
    if not person.active:
        person.active = True
        person.save(update_fields=["active"])
        audit(events.Enabled(person.pk), actor=by.label)


@transaction.atomic
def describe(person: Person, *, by: Actor, **facts: str) -> None:
    """Change plain facts: name, department, title, place, phone, reach. Another reach ends what stood on the old."""
    _require(by, "enrol")
    changed = tuple(name for name, value in facts.items() if getattr(person, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(person, name, facts[name])
    person.save(update_fields=changed)
    if "reach" in changed:
        _end_proofs(person, "reach")
    audit(events.Described(person.pk, changed), actor=by.label)


@transaction.atomic
def change_password(person: Person, *, password: str, by: Actor) -> None:
    """10 to 1,024 characters. Every other session, token and link ends."""
    if by.person_id != person.pk:
        _require(by, "enrol")
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(
            "A password has {shortest} to {longest} characters; this one has {count}.",
            shortest=SHORTEST,
            longest=LONGEST,
            count=len(password),
        )
    person.password = make_password(spelled(password))
    _end_proofs(person, "password")
    audit(events.PasswordChanged(person.pk), actor=by.label)


def spelled(password: str) -> str:
    """Its one spelling (NFC): keyboards differ in how they write é."""
    return unicodedata.normalize("NFC", password)


def speak(person: Person, language: str) -> None:
    """Mail to them is in the language in which they last came in."""
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


def verify_address(address: Address) -> None:
    """Its owner has proved it."""
    address.verified_at = address.verified_at or clock.now()
    address.save(update_fields=["verified_at"])


@transaction.atomic
def clear_address(address: Address, *, by: Actor) -> None:
    """Mail came back from it for good; now it is tried again."""
    if not by.has("clear_address"):
        raise NotAllowed("Only the desk may do that.")
    if Address.objects.filter(pk=address.pk).exclude(failing_since=None).update(failing_since=None):
        audit(events.AddressCleared(address.person_id, address.pk), actor=by.label)


def _require(by: Actor, capability: str) -> None:
    if not by.has(capability):
        raise NotAllowed("Only an administrator may do that.")


def _give_address(person: Person, email: str) -> None:
    try:
        with transaction.atomic():
            Address.objects.create(person=person, email=canonical(email), primary=True)
    except IntegrityError as taken:
        raise Refused("{email} already belongs to somebody.", email=email) from taken


def _end_proofs(person: Person, changed: str) -> None:
    person.epoch += 1
    person.save(update_fields=[changed, "epoch"])
