"""Mail that was put aside: what lies there, and what an administrator does about it. Nothing is ever dropped."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from frontdoor.channels import outbox, spool
from frontdoor.channels.events import MailJudged
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import clock
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.people.actors import Actor
from frontdoor.people.audit import audit
from frontdoor.people.models import Address, Person

SEES = "quarantine"
"""The capability: some of this mail lets whoever reads it pass for the desk, so only administrators have it."""
NOTICE = "put_aside"
AT_MOST_EVERY = timedelta(hours=1)
LONGEST = 200
ABOUT_MAILS = (Spooled.State.QUARANTINED, Spooled.State.DISCARDED)
REPORTS = (Spooled.Outcome.BOUNCED, Spooled.Outcome.IGNORED)


def lying(actor: Actor) -> QuerySet[Spooled]:
    """What was put aside, for whom it may be shown to; discarded mail too."""
    rows = Spooled.objects.filter(state__in=ABOUT_MAILS)
    return rows if actor.has(SEES) else rows.none()


def reports(actor: Actor) -> QuerySet[Spooled]:
    """Delivery and feedback reports that no ticket shows, for whom they may be shown to."""
    done = Spooled.objects.filter(state=Spooled.State.DONE, ticket=None)
    rows = done.filter(outcome__in=REPORTS)
    return rows if actor.has(SEES) else rows.none()


@transaction.atomic
def again(row: Spooled, *, by: Actor) -> None:
    """Read it once more, by the rules as they are now."""
    _judge(row, "again", by)
    spool.again(row)


@transaction.atomic
def open_anyway(row: Spooled, *, by: Actor) -> None:
    """It becomes a ticket, or joins one, whatever it was put aside for."""
    _judge(row, "open", by)
    Spooled.objects.filter(pk=row.pk).update(waived=True)
    spool.again(row)


@transaction.atomic
def discard(row: Spooled, *, why: str, by: Actor) -> None:
    """Nobody needs it; its bytes stay, and it can be taken back."""
    said = " ".join(why.split())[:LONGEST]
    if not said:
        raise Refused("Say in a few words why nobody needs it.")
    _judge(row, "discard", by, said)
    Spooled.objects.filter(pk=row.pk).update(
        state=Spooled.State.DISCARDED, reason=f"Discarded: {said}"
    )


def tell_administrators(row: Spooled) -> None:
    """That something was put aside, never what it says; at most once an hour to each."""
    now = clock.now()
    admins = Person.objects.filter(role=Person.Role.ADMIN, active=True)
    mine = Address.objects.filter(person__in=admins, primary=True, failing_since=None)
    for address in mine.select_related("person").order_by("pk"):
        told = Outgoing.objects.filter(email=address.email, kind=NOTICE)
        if not told.filter(created_at__gt=now - AT_MOST_EVERY).exists():
            key = f"{NOTICE}:{row.pk}:{address.person_id}"
            outbox.post(
                outbox.Mail(key=key, kind=NOTICE, person=address.person, email=address.email)
            )


def _judge(row: Spooled, did: str, by: Actor, why: str = "") -> None:
    """Of two who decide at once, one does."""
    if not by.has(SEES):
        raise NotAllowed("Only an administrator may do that.")
    lying_still = Spooled.objects.filter(pk=row.pk, state__in=ABOUT_MAILS, sha256__gt="")
    if not lying_still.update(state=Spooled.State.WAITING):
        raise Refused("Somebody has already decided about this mail.")
    audit(MailJudged(row.pk, did, why), actor=by.label)
