"""The very first sign-in: one link, made while there is no administrator."""

from __future__ import annotations

from django.db import transaction

from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import links
from frontdoor.people.models import Link, Person


def is_open() -> bool:
    """True while nobody can administer this desk."""
    return not Person.objects.filter(role=Person.Role.ADMIN, active=True).exists()


def first_link() -> str | None:
    """The secret of the one-time link for `/setup/<secret>/`; None once there is an administrator. Older ones end."""
    if not is_open():
        return None
    Link.objects.filter(purpose="setup", used_at=None).delete()
    return links.make("setup")


@transaction.atomic
def begin(secret: str, *, name: str, email: str, password: str) -> Person:
    """Make the first administrator. Raises Refused where the link no longer works or a value is wrong."""
    if not is_open() or links.use(secret, "setup") is None:
        raise Refused("This link has been used or is too old. Start Frontdoor again for a new one.")
    person = verbs.enrol(verbs.Newcomer(email, name, Person.Role.ADMIN), by=SYSTEM)
    verbs.change_password(person, password=password, by=SYSTEM)
    for address in person.addresses.all():
        verbs.verify_address(address)
    return person
