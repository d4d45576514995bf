"""The task that reads one spooled mail in a bounded child and settles where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet
from django_tasks import task

from frontdoor.channels.adapters.email.bounded import Unreadable
from frontdoor.channels.adapters.email.providers.unpack import NoMail
from frontdoor.channels.intake import fresh
from frontdoor.channels.intake.place import Placed, end, heard, settled, settled_all
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.core.prepared import Given, prepared
from frontdoor.core.tasks import RetryLater
from frontdoor.core.whole import together

CRASHES = 3


def take_in_all(calls: Sequence[Sequence[int]]) -> None:
    """Several mails with one commit. Raises whatever goes wrong with any of them; then each is read by itself."""
    rows = [row for [spooled] in calls if (row := _waiting.first(pk=spooled))]
    settled_all([heard(row) for row in rows])


@task(queue_name="mail", many=take_in_all)
def take_in(spooled: int) -> None:
    """Safe to run twice and to die in the middle: what it makes and the row that says so are one transaction."""
    row = _waiting.first(pk=spooled)
    if row is None:
        return
    try:
        one = heard(row)
    except (storage.Damaged, FileNotFoundError):
        gone = "The stored bytes are damaged or gone."
        end(row, Placed(Spooled.Outcome.QUARANTINED, reason=gone))
    except NoMail as empty:
        end(row, Placed(Spooled.Outcome.QUARANTINED, reason=str(empty)))
    except Unreadable as killer:
        _crashed(row, str(killer))
    else:
        settled(one)


@prepared
def _waiting() -> QuerySet[Spooled]:
    pk: Any = Given("pk", BigIntegerField())
    return Spooled.objects.filter(pk=pk, state=Spooled.State.WAITING)


def _crashed(row: Spooled, reason: str) -> None:
    """After three crashes of the reader it is put aside, and the queue goes on."""
    Spooled.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    if row.attempts + 1 < CRASHES:
        raise RetryLater(reason, seconds=1)
    if row.waived:
        with together():
            end(row, Placed(*fresh.unread(row, reason), reason))
        return
    end(row, Placed(Spooled.Outcome.QUARANTINED, reason=reason))
