"""The task that reads one spooled mail in a bounded child and settles where it belongs."""

from __future__ import annotations

from django.db.models import F
from django_tasks import task

from frontdoor.channels.adapters.email.bounded import Unreadable
from frontdoor.channels.intake.place import Placed, place
from frontdoor.channels.intake.reading import read
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.tasks import RetryLater

CRASHES = 3


@task(queue_name="mail")
def take_in(spooled: int) -> None:
    """Safe to run twice and to die in the middle: the message carries the spool's key, so it is made once."""
    row = Spooled.objects.filter(pk=spooled, state=Spooled.State.WAITING).first()
    if row is None:
        return
    try:
        mail = read(row)
    except (storage.Damaged, FileNotFoundError):
        gone = "The stored bytes are damaged or gone."
        _settle(row, Placed(Spooled.Outcome.QUARANTINED, reason=gone))
    except Unreadable as killer:
        _crashed(row, str(killer))
    else:
        _settle(row, place(row, mail))


def _crashed(row: Spooled, reason: str) -> None:
    """After three crashes of the reader it is put aside, and the queue goes on."""
    Spooled.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    if row.attempts + 1 < CRASHES:
        raise RetryLater(reason, seconds=1)
    _settle(row, Placed(Spooled.Outcome.QUARANTINED, reason=reason))


def _settle(row: Spooled, placed: Placed) -> None:
    aside = placed.outcome == Spooled.Outcome.QUARANTINED
    state = Spooled.State.QUARANTINED if aside else Spooled.State.DONE
    Spooled.objects.filter(pk=row.pk).update(
        state=state, outcome=placed.outcome, reason=placed.reason[:255], ticket_id=placed.ticket
    )
