"""A sign-in link by mail: promised in the same way for every address, made only for requesters whom we know."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django_tasks import task

from frontdoor.channels import outbox
from frontdoor.core import clock
from frontdoor.core.tasks import promise
from frontdoor.people.login import links
from frontdoor.people.models import Address, Link, Person

PER_HOUR = 5
MINUTES = int(links.LIVES["sign_in"].total_seconds()) // 60


def promise_link(email: str) -> None:
    """Costs the same whether anybody has this address, so that nobody can tell (trust.md, S20)."""
    promise("frontdoor.channels.invite.send_link", [email], unique=f"sign_in:{_short(email)}")


@task()
@transaction.atomic
def send_link(email: str) -> None:
    """At most five an hour to one person, whoever asks from wherever. Never to those who work at the desk."""
    address = Address.objects.filter(email=email).first()
    if address is None:
        return
    # The lock lets two of these count one after the other.
    person = Person.objects.select_for_update().get(pk=address.person_id)
    if person.is_staff or not person.active or _enough(person):
        return
    secret = links.make("sign_in", person=person, thing=f"address:{address.pk}")
    key = f"sign_in:{_short(secret)}"
    outbox.post(outbox.Mail(key=key, kind="sign_in", person=person, email=email, secret=secret))


def _enough(person: Person) -> bool:
    since = clock.now() - timedelta(hours=1)
    made = Link.objects.filter(person=person, purpose="sign_in", created_at__gt=since)
    return made.count() >= PER_HOUR


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
