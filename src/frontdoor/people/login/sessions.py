"""Sessions: a new id at sign-in, void as soon as the person's rights change."""

from __future__ import annotations

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest

from frontdoor.core.prepared import Given, prepared
from frontdoor.people import events
from frontdoor.people.audit import audit
from frontdoor.people.models import Person

PERSON, EPOCH = "person", "epoch"


def sign_in(request: HttpRequest, person: Person, *, way: str) -> None:
    """`way` is "password", "link" or "setup"."""
    request.session.flush()
    request.session[PERSON], request.session[EPOCH] = person.pk, person.epoch
    audit(
        events.SignedIn(person.pk, way),
        actor=f"person:{person.pk}",
        ip=request.META.get("REMOTE_ADDR", ""),
    )


def sign_out(request: HttpRequest) -> None:
    """End this session."""
    request.session.flush()


def stay_signed_in(request: HttpRequest, person: Person) -> None:
    """After one's own change of rights (a new password), this session alone goes on, under a new id."""
    request.session.cycle_key()
    request.session[EPOCH] = person.epoch


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in, asked of the database at every request; None where the rights have ended."""
    pk = request.session.get(PERSON)
    if pk is None:
        return None
    person = _living.first(pk=pk)
    if person is None or person.epoch != request.session.get(EPOCH):
        return None
    return person


@prepared
def _living() -> QuerySet[Person]:
    return Person.objects.filter(pk=Given("pk", BigIntegerField()), active=True)
