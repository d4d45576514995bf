"""One-time links: bound to a person, a purpose and an object, expiring, used once."""

from __future__ import annotations

from datetime import timedelta

from frontdoor.core import clock, prepared
from frontdoor.people.login import secrets
from frontdoor.people.models import Link, Person

LIVES = {
    "setup": timedelta(days=7),
    "sign_in": timedelta(minutes=30),
    "password": timedelta(days=7),
    "confirm": timedelta(days=14),
    "ticket": timedelta(days=90),
}


def make(purpose: str, *, person: Person | None = None, thing: str = "") -> str:
    """The secret that goes into the address. Purposes are those of LIVES."""
    secret, now = secrets.make("l_"), clock.now()
    link = Link(
        person=person, purpose=purpose, thing=thing, digest=secrets.digest(secret),
        epoch=person.epoch if person else 0, created_at=now, expires_at=now + LIVES[purpose],
    )  # fmt: skip
    prepared.insert([link])
    return secret


def told(secret: str, purpose: str) -> Link | None:
    """What a link was made for, used or not. It proves nothing."""
    return Link.objects.filter(digest=secrets.digest(secret), purpose=purpose).first()


def peek(secret: str, purpose: str) -> Link | None:
    """The link, still unused; None where it is unknown, used, expired, of another purpose, or its rights have ended."""
    found = (
        Link.objects.select_related("person")
        .filter(digest=secrets.digest(secret), purpose=purpose)
        .first()
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        return None
    if found.person is not None and (not found.person.active or found.epoch != found.person.epoch):
        return None
    return found


def use(secret: str, purpose: str) -> Link | None:
    """Like peek, and marks it used; of two at once only one gets it."""
    found = peek(secret, purpose)
    if found is None:
        return None
    mine = Link.objects.filter(pk=found.pk, used_at=None).update(used_at=clock.now())
    return found if mine else None
