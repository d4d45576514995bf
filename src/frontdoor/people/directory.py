"""Who is behind an address, and who is meant by a name."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import CharField, QuerySet
from django.utils.translation import get_language

from frontdoor.core import clock
from frontdoor.core.prepared import Given, insert, prepared
from frontdoor.people.emails import canonical
from frontdoor.people.models import Address, Person, Team

NOT_KNOWN = "Not known"


def by_email(email: str) -> Person | None:
    """The person whose address this exactly is, or None."""
    found = _by_email.first(email=canonical(email))
    return found.person if found else None


@prepared
def _by_email() -> QuerySet[Address]:
    return Address.objects.select_related("person").filter(email=Given("email", CharField()))


def known_or_new(email: str, name: str = "") -> Person:
    """The person with this address; a requester with an unverified address where nobody has it yet.

    Raises Refused where the address is none.
    """
    email = canonical(email)
    return by_email(email) or _new(email, name) or _certain(email)


def not_known() -> Person:
    """Who stands for somebody that an agent helped without asking for the name. Has no address."""
    found = (
        Person.objects.filter(name=NOT_KNOWN, addresses=None, active=True).order_by("pk").first()
    )
    return found or Person.objects.create(name=NOT_KNOWN, created_at=clock.now())


def new_or_known(email: str, name: str = "") -> Person:
    """The same, at the same cost whether anybody has the address: for strangers, who must not learn it (S20)."""
    email = canonical(email)
    return _new(email, name) or _certain(email)


def matching(text: str, limit: int = 8) -> QuerySet[Person]:
    """Active people whose name or address begins with the text, by name."""
    named = Person.objects.filter(active=True, name__istartswith=text)
    addressed = Person.objects.filter(active=True, addresses__email__startswith=text.lower())
    worded = Person.objects.filter(active=True, name__icontains=f" {text}")
    return (named | addressed | worded).distinct().order_by("name", "pk")[:limit]


@prepared
def staff() -> QuerySet[Person, tuple[int, str]]:
    """Keys and names of who works at the desk, by name."""
    working = Person.objects.filter(active=True, role__in=sorted(Person.STAFF))
    return working.order_by("name").values_list("pk", "name")


@prepared
def teams(hidden: frozenset[int]) -> QuerySet[Team]:
    """All teams but those, by name."""
    return Team.objects.exclude(pk__in=hidden).order_by("name")


def _new(email: str, name: str) -> Person | None:
    try:
        with transaction.atomic():
            person = Person(name=name[:120] or email.partition("@")[0], created_at=clock.now())
            # Whoever asks on a page is answered in its language; whoever writes, in the desk's own.
            person.language = get_language() or person.language
            insert([person])
            insert([Address(person=person, email=email, primary=True)])
    except IntegrityError:
        return None  # somebody else was quicker; the caller looks again
    return person


def _certain(email: str) -> Person:
    return Address.objects.select_related("person").get(email=email).person
