"""The outbox: what must go out is promised in one transaction, sent after it, and marked done last of all."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import CharField, F, QuerySet
from django_tasks import task

from frontdoor.channels import destinations, following, posting, ways
from frontdoor.channels.adapters.email.transport import (
    Ambiguous,
    Rejected,
    Unreachable,
    deliver,
    greet,
)
from frontdoor.channels.models import Destination, Outgoing
from frontdoor.core import clock, pauses
from frontdoor.core.prepared import Given, insert, prepared
from frontdoor.core.tasks import Backoff, Promised, RetryLater, promise_all
from frontdoor.core.whole import together
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Person
from frontdoor.tickets import verbs
from frontdoor.tickets.events import SendFailed
from frontdoor.tickets.models import Entry, Ticket

SEND = "frontdoor.channels.outbox.send"
GIVE_UP = timedelta(days=5)
TRIES = Backoff(15, 3600)
AT_ONCE = 500
LEFT = "Left unsent by hand."
ONE_TIME = frozenset({"sign_in", "confirm"})


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
            insert([out])
    except IntegrityError:
        return Outgoing.objects.get(key=mail.key)
    if settings.EMAIL_URL:
        promise_all([_promise(out.pk)])
    return out


def posted(key: str) -> Outgoing | None:
    """The row of this key, if there is one."""
    return _by_key.first(key=key)


@prepared
def _by_key() -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(key=Given("key", CharField()))


def flush() -> int:
    """Promise again whatever may go: after a setting, a restore, a destination that is back, or a lost promise."""
    if not settings.EMAIL_URL:
        return 0
    waiting = destinations.free(Outgoing.objects.filter(state=Outgoing.State.READY))
    pks = list(waiting.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        promise_all([_promise(pk) for pk in pks[start : start + AT_ONCE]])
    return len(pks)


@transaction.atomic
def let_out() -> int | None:
    """Somebody has looked at a restored desk: mail leaves again. How many waited; None where nothing was held."""
    if not pauses.resume(pauses.OUTWARD):
        return None
    # The time it was held, or lay in a backup, is not time that somebody's server refused it.
    Outgoing.objects.filter(state=Outgoing.State.READY).update(waits_since=None)
    return flush()


@transaction.atomic
def again(outs: QuerySet[Outgoing]) -> int:
    """Somebody says: try once more. Only what had failed, and no link that has ended by now anyway."""
    failed = outs.filter(state=Outgoing.State.FAILED).exclude(kind__in=ONE_TIME)
    rows = list(failed.select_related("ticket", "person").order_by("pk"))
    for out in rows:
        out.state, out.waits_since, out.error = Outgoing.State.READY, None, ""
        if out.person is not None and out.ticket is not None:
            out.secret = ways.into(out.person, out.ticket)
        out.save(update_fields=["state", "waits_since", "error", "secret"])
    promise_all([_promise(out.pk) for out in rows])
    return len(rows)


@transaction.atomic
def leave(outs: QuerySet[Outgoing]) -> int:
    """Somebody says: not this one. Whether it waited or had failed, it is kept back, with the reason that it had."""
    states = [Outgoing.State.READY, Outgoing.State.FAILED]
    rows = list(outs.filter(state__in=states).select_for_update(of=("self",)).order_by("pk"))
    for out in rows:
        _kept_back(out, f"{LEFT} {out.error}".strip()[:255])
    return len(rows)


def give_up() -> int:
    """Five days of trying are enough (RFC 5321, 4.5.4.1). What nobody could have sent is not counted."""
    if pauses.is_paused(pauses.OUTWARD) or not settings.EMAIL_URL:
        return 0
    waiting = Outgoing.objects.filter(state=Outgoing.State.READY)
    late = waiting.filter(waits_since__lt=clock.now() - GIVE_UP).select_related("ticket", "entry")
    for out in late:
        _failed(out, f"Given up after five days. {out.error}")
    return len(late)


@task(queue_name="slow")
def send(outgoing: int) -> None:
    """At least once with a fixed Message-ID, so that whoever gets it twice can tell; in order for one ticket."""
    if pauses.is_paused(pauses.OUTWARD) or not settings.EMAIL_URL:
        return  # it stays ready, and is promised again when somebody has said go on
    out = _ready(pk=outgoing).first()
    if out is None or _an_earlier_one_waits(out):
        return  # the earlier one promises it when it has gone
    if why := following.unwanted(out):
        _kept_back(out, why)
        return
    if held := destinations.holding(out.email):
        _wait(out, held.error)
        return
    passing = _tried(out)
    if passing is not None and not _away(out, passing):
        raise RetryLater(str(passing), seconds=TRIES.delay(out.attempts + 1))


@task(queue_name="slow")
def probe(destination: str) -> None:
    """Is it back? Its first success releases everything that waits for it."""
    held = Destination.objects.filter(name=destination).first()
    if held is None or pauses.is_paused(pauses.OUTWARD) or not settings.EMAIL_URL:
        return
    still = _knocked(destination)
    if still is not None:
        destinations.hold_longer(held, str(still))
        return
    destinations.let_go(destination)
    flush()


def _knocked(destination: str) -> Unreachable | None:
    """A greeting for a server. For a domain its oldest mail: any answer that is about this mail alone will do."""
    if not destination.startswith("@"):
        try:
            greet(settings.EMAIL_URL)
        except Unreachable as away:
            return away
        return None
    out = _ready(email__endswith=destination).first()
    out = _line(out).first() if out and out.ticket_id else out
    passing = _tried(out) if out and not following.unwanted(out) else None
    return passing if isinstance(passing, Unreachable) and passing.reach != "mail" else None


def _ready(**which: Any) -> QuerySet[Outgoing]:
    rows = Outgoing.objects.select_related("ticket", "entry", "person")
    return rows.filter(state=Outgoing.State.READY, **which).order_by("pk")


def _promise(pk: int) -> Promised:
    return Promised(SEND, [pk], queue="slow", unique=f"mail:{pk}", attempts=200)


def _message_id(key: str) -> str:
    mac = hmac.new(
        settings.SECRET_KEY.encode(), f"mail.{key}".encode(), hashlib.sha256
    ).hexdigest()[:32]
    return f"fd.{mac}@{settings.MAILBOX.rpartition('@')[2]}"


def _an_earlier_one_waits(out: Outgoing) -> bool:
    earlier = {"entry__lt": out.entry_id} if out.entry_id else {"pk__lt": out.pk}
    return out.ticket_id is not None and _line(out).filter(**earlier).exists()


def _line(out: Outgoing) -> QuerySet[Outgoing]:
    """What waits for the same reader about the same ticket, in the order in which it happened."""
    return _ready(ticket=out.ticket_id, email=out.email).order_by("entry_id", "pk")


def _tried(out: Outgoing) -> Unreachable | Ambiguous | None:
    """One try, written down before and after. What is passing is given back."""
    letter = posting.written(out)
    _begin(out)
    try:
        deliver(letter, settings.EMAIL_URL)
    except Rejected as final:
        _failed(out, str(final))
    except (Unreachable, Ambiguous) as passing:
        _later(out, passing)
        return passing
    else:
        _sent(out)
    return None


def _begin(out: Outgoing) -> None:
    """Where the last try left no word of how it ended, the mail may have gone out: counted, and shown."""
    unclear = 1 if out.begun_at is not None else 0
    Outgoing.objects.filter(pk=out.pk).update(
        begun_at=clock.now(), ambiguous=F("ambiguous") + unclear
    )


def _away(out: Outgoing, passing: Unreachable | Ambiguous) -> bool:
    """Whether it is not about this mail alone; then its destination waits, and is probed."""
    if not isinstance(passing, Unreachable) or passing.reach == "mail":
        return False
    whole = passing.reach == "server"
    destinations.hold(
        destinations.server() if whole else destinations.domain_of(out.email), str(passing)
    )
    return True


def _wait(out: Outgoing, why: str) -> None:
    since = out.waits_since or clock.now()
    Outgoing.objects.filter(pk=out.pk).update(waits_since=since, error=why[:255])


def _later(out: Outgoing, passing: Unreachable | Ambiguous) -> None:
    unclear = 1 if isinstance(passing, Ambiguous) else 0
    Outgoing.objects.filter(pk=out.pk).update(
        begun_at=None, attempts=F("attempts") + 1, ambiguous=F("ambiguous") + unclear
    )
    _wait(out, str(passing))


@transaction.atomic
def _kept_back(out: Outgoing, why: str) -> None:
    Outgoing.objects.filter(pk=out.pk).update(state=Outgoing.State.QUIET, error=why, secret="")
    _next_in_line(out)


@transaction.atomic
def _sent(out: Outgoing) -> None:
    Outgoing.objects.filter(pk=out.pk).update(
        state=Outgoing.State.SENT,
        sent_at=clock.now(),
        begun_at=None,
        error="",
        secret="",
        attempts=F("attempts") + 1,
    )
    _next_in_line(out)


def _failed(out: Outgoing, why: str) -> None:
    """Seen on the ticket at once, and in the list of unsent mail."""
    with together():
        Outgoing.objects.filter(pk=out.pk).update(
            state=Outgoing.State.FAILED,
            begun_at=None,
            error=why[:255],
            secret="",
            attempts=F("attempts") + 1,
        )
        _next_in_line(out)
        if out.ticket is not None and out.person_id is not None:
            verbs.observe(out.ticket, fact=SendFailed(out.person_id, why[:200]), by=SYSTEM)


def _next_in_line(out: Outgoing) -> None:
    """Mails about one ticket reach one reader in order."""
    if out.ticket_id is None:
        return
    others = _line(out).exclude(pk=out.pk)
    promise_all([_promise(pk) for pk in others.values_list("pk", flat=True)[:1]])
