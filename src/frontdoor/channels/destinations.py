"""Hold back what can't get through: one destination that is down costs the others nothing, and is knocked at alone.

A destination is the mail server that we hand mail to, or one domain of which that server says that it can't reach it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from frontdoor.channels.adapters.email import lines
from frontdoor.channels.models import Destination, Outgoing
from frontdoor.core import clock
from frontdoor.core.tasks import Backoff, promise

PROBE = "frontdoor.channels.outbox.probe"
SERVER = Backoff(4, 60)
"""A server is asked with a greeting alone, which costs nobody anything."""
DOMAIN = Backoff(30, 3600)
"""A domain is asked with one mail."""


def server() -> str:
    """The name of the mail server that everything is handed to."""
    return lines.place(settings.EMAIL_URL)


def domain_of(email: str) -> str:
    return "@" + email.rpartition("@")[2]


def holding(email: str) -> Destination | None:
    """What keeps mail to this address back, or None."""
    return Destination.objects.filter(name__in=[server(), domain_of(email)]).first()


def free(rows: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
    """Those that nothing keeps back."""
    names = set(Destination.objects.values_list("name", flat=True))
    if server() in names:
        return rows.none()
    for name in names:
        rows = rows.exclude(email__endswith=name)
    return rows


def hold(name: str, why: str) -> None:
    """The first to find it down says when it is tried again."""
    now = clock.now()
    at = now + _delay(name, 1)
    _, new = Destination.objects.get_or_create(
        name=name, defaults={"since": now, "next_at": at, "error": why[:255]}
    )
    if new:
        _promise_probe(name, at)


def hold_longer(held: Destination, why: str) -> None:
    """It was tried and is still down."""
    failures = min(held.failures + 1, 1000)
    at = clock.now() + _delay(held.name, failures)
    Destination.objects.filter(pk=held.pk).update(failures=failures, next_at=at, error=why[:255])
    _promise_probe(held.name, at)


def let_go(name: str) -> None:
    """It takes mail again."""
    Destination.objects.filter(name=name).delete()


def remind() -> None:
    """A probe whose promise was lost is promised again; a server that is no longer ours is forgotten."""
    Destination.objects.exclude(name__startswith="@").exclude(name=server()).delete()
    for held in Destination.objects.filter(next_at__lte=clock.now()):
        _promise_probe(held.name, None)


def _delay(name: str, failures: int) -> timedelta:
    pace = DOMAIN if name.startswith("@") else SERVER
    return timedelta(seconds=pace.delay(failures))


def _promise_probe(name: str, at: datetime | None) -> None:
    promise(PROBE, [name], queue="slow", unique=f"probe:{name}", run_at=at)
