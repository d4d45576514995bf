"""Mail to an address that keeps coming back: held, seen on the ticket, and let go when an agent says so."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from frontdoor.channels import outbox
from frontdoor.channels.models import Outgoing
from frontdoor.core.whole import together
from frontdoor.people import verbs as people
from frontdoor.people.actors import SYSTEM, Actor
from frontdoor.people.models import Address, Person
from frontdoor.tickets import verbs
from frontdoor.tickets.events import SendFailed

WHY = (
    "Mail to this address comes back. It is held until an agent says that the address works again."
)


def hold(made: Callable[[], outbox.Mail]) -> None:
    """A row that waits for a person; the ticket says so."""
    with together():
        mail = made()
        out = outbox.post(mail)
        Outgoing.objects.filter(pk=out.pk).update(state=Outgoing.State.FAILED, error=WHY)
        if mail.ticket is not None:
            verbs.observe(mail.ticket, fact=SendFailed(mail.person.pk, WHY), by=SYSTEM)


@transaction.atomic
def let_go(address: Address, *, by: Actor) -> int:
    """How many mails go out now."""
    people.clear_address(address, by=by)
    held = Outgoing.objects.filter(email=address.email, state=Outgoing.State.FAILED, error=WHY)
    count = held.update(state=Outgoing.State.READY, error="")
    outbox.flush()
    return count


def failing_address(person: Person) -> Address | None:
    """Where mail would go, had it not come back for good; None where there is a way."""
    rows = person.addresses.order_by("-primary", "pk")
    return None if rows.filter(failing_since=None).exists() else rows.first()
