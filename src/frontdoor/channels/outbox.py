"""The outbox: what must go out is promised in one transaction, sent after it, and marked done last of all."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django_tasks import task

from frontdoor.channels import posting
from frontdoor.channels.adapters.email.transport import Ambiguous, Rejected, Unreachable, deliver
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock, pauses
from frontdoor.core.db import prepared
from frontdoor.core.db.prepared import Question
from frontdoor.core.tasks import Backoff, Promised, RetryLater, promise_all
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.events import SendFailed
from frontdoor.tickets.models import Entry, Ticket

BY_KEY = Question(lambda key: Outgoing.objects.filter(key=key), str)
SEND = "frontdoor.channels.outbox.send"
GIVE_UP = timedelta(days=5)
TRIES = Backoff(15, 3600)


@dataclass(frozen=True)
class Mail:
    """One mail to one person; `key` makes it once, however often it is asked for."""

    key: str
    kind: str
    person: Person
    email: str
    ticket: Ticket | None = None
    entry: Entry | None = None
    secret: str = ""


@transaction.atomic
def post(mail: Mail) -> Outgoing:
    """Promise a mail. The same key gives the row that is there."""
    out = Outgoing(
        key=mail.key, kind=mail.kind, person=mail.person, email=mail.email, ticket=mail.ticket, entry=mail.entry,
        secret=mail.secret, message_id=_message_id(mail.key), created_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            prepared.insert([out])
    except IntegrityError:
        return Outgoing.objects.get(key=mail.key)
    if settings.EMAIL_URL:
        promise_all([_promise(out.pk)])
    return out


def posted(key: str) -> Outgoing | None:
    """The row of this key, if there is one."""
    return BY_KEY.first(key)


def flush() -> int:
    """Promise again whatever waits: after EMAIL_URL was set, a restore was confirmed, or a promise was lost."""
    waiting = (
        Outgoing.objects.filter(state=Outgoing.State.READY)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    promises = [_promise(pk) for pk in waiting[:1000]] if settings.EMAIL_URL else []
    promise_all(promises)
    return len(promises)


@task(queue_name="default")
def send(outgoing: int) -> None:
    """At least once with a fixed Message-ID, so that whoever gets it twice can tell; in order for one ticket."""
    out = Outgoing.objects.select_related("ticket", "entry", "person").filter(pk=outgoing).first()
    if out is None or out.state != Outgoing.State.READY:
        return
    if pauses.is_paused(pauses.OUTWARD):
        return  # it stays ready; `flush` promises it again when somebody has said go on
    if _an_earlier_one_waits(out):
        raise RetryLater("An earlier mail of this request goes first.", seconds=2)
    try:
        deliver(posting.written(out))
    except Rejected as final:
        _failed(out, str(final))
    except (Unreachable, Ambiguous) as passing:
        _later(out, passing)
    else:
        _sent(out)


def _promise(pk: int) -> Promised:
    return Promised(SEND, [pk], queue="default", unique=f"mail:{pk}", attempts=200)


def _message_id(key: str) -> str:
    mac = hmac.new(
        settings.SECRET_KEY.encode(), f"mail.{key}".encode(), hashlib.sha256
    ).hexdigest()[:32]
    return f"fd.{mac}@{settings.MAILBOX.rpartition('@')[2]}"


def _an_earlier_one_waits(out: Outgoing) -> bool:
    if out.ticket_id is None:
        return False
    return Outgoing.objects.filter(
        ticket_id=out.ticket_id, email=out.email, state=Outgoing.State.READY, pk__lt=out.pk
    ).exists()


def _sent(out: Outgoing) -> None:
    Outgoing.objects.filter(pk=out.pk).update(
        state=Outgoing.State.SENT,
        sent_at=clock.now(),
        error="",
        secret="",
        attempts=F("attempts") + 1,
    )


def _later(out: Outgoing, passing: Unreachable | Ambiguous) -> None:
    if clock.now() - out.created_at > GIVE_UP:
        _failed(out, f"Given up after five days: {passing}")
        return
    unclear = 1 if isinstance(passing, Ambiguous) else 0
    Outgoing.objects.filter(pk=out.pk).update(
        attempts=F("attempts") + 1, ambiguous=F("ambiguous") + unclear, error=str(passing)[:255]
    )
    raise RetryLater(str(passing), seconds=TRIES.delay(out.attempts + 1))


def _failed(out: Outgoing, why: str) -> None:
    """Seen on the ticket at once, and in the list of unsent mail."""
    Outgoing.objects.filter(pk=out.pk).update(
        state=Outgoing.State.FAILED, error=why[:255], secret="", attempts=F("attempts") + 1
    )
    if out.ticket is not None and out.person_id is not None:
        verbs.observe(out.ticket, fact=SendFailed(out.person_id, why[:200]), by=SYSTEM)
