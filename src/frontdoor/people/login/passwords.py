"""Sign-in by password, for staff, with a brake against guessing."""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_noop

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people import directory, events
from frontdoor.people.audit import audit
from frontdoor.people.emails import canonical, is_usable
from frontdoor.people.login.brake import Brake
from frontdoor.people.models import AuditEntry, Person
from frontdoor.people.verbs import LONGEST, spelled

TRIES, WITHIN = 5, timedelta(minutes=5)
PLACES = Brake(tries=100, within=WITHIN)
"""Whoever tries one password on many addresses, or keeps the machine busy with hashes."""
HASHING = threading.BoundedSemaphore(2)
"""A hash takes 100 MB while it is made."""
WRONG = gettext_noop("That address and password don't belong together.")


def check(email: str, password: str, *, ip: str = "") -> Person:
    """The staff member who proved it. Raises Refused, in the same words whatever was wrong."""
    about = _about(email)
    if _guessed_too_often(about) or PLACES.holds(ip):
        raise Refused("Too many tries. Wait five minutes, then try again.")
    person = directory.by_email(email) if is_usable(email) else None
    known = person is not None and person.active and person.is_staff and person.password
    # An unknown address costs the same hash as a known one, or the time would tell them apart (S20).
    stored = person.password if person is not None and known else _decoy()
    with HASHING:
        right = len(password) <= LONGEST and check_password(spelled(password), stored)
    if person is not None and known and right:
        return person
    PLACES.count(ip)
    refused = events.SignInRefused("wrong password", person.pk if person else None, about)
    audit(refused, actor="nobody", ip=ip)
    raise Refused(WRONG)


def _guessed_too_often(about: str) -> bool:
    """Alike for addresses that nobody has, or the brake itself would tell which are known."""
    recent = AuditEntry.objects.filter(
        kind=events.SignInRefused.kind, data__about=about, at__gt=clock.now() - WITHIN
    )
    return recent.count() >= TRIES


def _about(email: str) -> str:
    """Of the one spelling that the account is found by: each other spelling would be a brake of its own."""
    spelling = canonical(email) if is_usable(email) else email.strip().lower()
    return hashlib.sha256(spelling.encode(errors="surrogatepass")).hexdigest()[:16]


_DECOY: list[str] = []


def _decoy() -> str:
    if not _DECOY:
        _DECOY.append(make_password("nobody has this password"))
    return _DECOY[0]
