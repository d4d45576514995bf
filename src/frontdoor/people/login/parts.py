"""A session that may see one thing alone: what a link in a mail about it opens.

Mails get forwarded. Whoever such a link reaches sees that one thing, and nothing else of its person's.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from frontdoor.people import events
from frontdoor.people.audit import audit
from frontdoor.people.login.sessions import PERSON
from frontdoor.people.models import Person

PARTS = "parts"


def let_in(request: HttpRequest, person: Person, thing: str) -> None:
    """`thing` is "ticket:1042". Somebody else who was signed in here no longer is."""
    if request.session.get(PERSON) not in (None, person.pk):
        request.session.flush()
    request.session.cycle_key()
    held = request.session.get(PARTS, {})
    request.session[PARTS] = {**held, thing: [person.pk, person.epoch]}
    audit(
        events.SignedIn(person.pk, "ticket link"),
        actor=f"person:{person.pk}",
        ip=request.META.get("REMOTE_ADDR", ""),
    )


def things(request: HttpRequest) -> set[str]:
    """What this session was let in to see."""
    return set(request.session.get(PARTS, {}))


def person_for(request: HttpRequest, wanted: Iterable[str]) -> Person | None:
    """As whom the first of these things may be seen; None where none may, or those rights have ended."""
    held = request.session.get(PARTS, {})
    for thing in wanted:
        pk, epoch = held.get(thing, (None, None))
        person = Person.objects.filter(pk=pk, epoch=epoch, active=True).first() if pk else None
        if person is not None and not person.is_staff:
            return person
    return None
