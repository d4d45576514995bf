"""Where one mail belongs: bounce, loop, duplicate, reply or new ticket; who speaks, and whether that is proved.

What comes of a mail and the row that says so are one transaction: a crash leaves both or neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import BigIntegerField, CharField, QuerySet

from frontdoor.channels import quarantine
from frontdoor.channels.adapters.email.authentic import Verdict
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.providers.unpack import unpack
from frontdoor.channels.intake import (
    addressed,
    aside,
    believed,
    bounce,
    bringing,
    copies,
    cut,
    feedback,
    fresh,
    proof,
    thread,
)
from frontdoor.channels.intake.copies import fingerprint
from frontdoor.channels.intake.reading import read, read_deep
from frontdoor.channels.models import Spooled
from frontdoor.core.prepared import Given, prepared, update_if
from frontdoor.core.whole import together
from frontdoor.people.models import Person
from frontdoor.tickets.verbs.carried import plain

Outcome = Spooled.Outcome
ENDS = ("state", "outcome", "reason", "ticket", "fingerprint", "author", "subject")


@dataclass(frozen=True)
class Placed:
    """What became of it. `ticket` is its number where it has one."""

    outcome: str
    ticket: int | None = None
    reason: str = ""


class Overtaken(Exception):
    """Another worker has settled the row meanwhile."""


@dataclass(frozen=True)
class Heard:
    """A row with its mail as it was read; `deep` with all that it brings along, where an `agent` is proved."""

    row: Spooled
    mail: Mail
    verdict: Verdict
    agent: Person | None = None
    deep: Mail | None = None


def heard(row: Spooled) -> Heard:
    """All reading, and asking about the sender, comes before the transaction: nobody waits there for anybody.

    Raises Unreadable, NoMail, storage.Damaged or FileNotFoundError; RetryLater where the sender can't be asked about
    now.
    """
    if row.form is not None:
        unpack(row)
    mail = cut.told(row, read(row))
    addressed.assign(row, mail)
    verdict = believed.verdict(row, mail)
    agent = proof.staff(row, mail, verdict)
    return Heard(row, mail, verdict, agent, read_deep(row) if agent else None)


def settled(one: Heard) -> None:
    """Give the mail to the verbs and write down what came of it, once."""
    try:
        _settled(one)
    except IntegrityError:
        # Somebody was quicker with the same content or the same row; now we can see what they made.
        _settled(one)


def settled_all(several: Iterable[Heard]) -> None:
    """In one transaction: all of them, or it raises and nothing has come of any."""
    with together():
        for one in several:
            _placed(one)


def _settled(one: Heard) -> None:
    try:
        with together():
            _placed(one)
    except Overtaken:
        return


def _placed(one: Heard) -> None:
    row, print_ = one.row, fingerprint(one.row, one.mail)
    placed = place(one, print_)
    held = None if placed.outcome == Outcome.DUPLICATE else print_
    row.author, row.subject = _author(one.mail), plain(one.mail.subject)[:255]
    if not end(row, placed, fingerprint=held):
        raise Overtaken


def end(row: Spooled, placed: Placed, *, fingerprint: str | None = None) -> bool:
    """Write down what came of a row that waits; False where it waits no longer."""
    put_aside = placed.outcome == Outcome.QUARANTINED
    row.state = Spooled.State.QUARANTINED if put_aside else Spooled.State.DONE
    row.outcome, row.reason, row.ticket_id = placed.outcome, placed.reason[:255], placed.ticket
    row.fingerprint = fingerprint
    ended = update_if(row, ENDS, state=Spooled.State.WAITING)
    # Nobody is told of our own mail: a notice about it could come back too.
    if ended and put_aside and placed.reason != aside.OURS:
        quarantine.tell_administrators(row)
    return ended


def _author(mail: Mail) -> str:
    name, address = mail.sender.name, mail.sender.address
    return plain(f"{name} <{address}>" if name else address)[:320]


def place(one: Heard, print_: str) -> Placed:
    """Give the mail to the verbs and say what came of it. `print_` is its fingerprint."""
    row, mail = one.row, one.mail
    if (holder := _holder(row, print_)) is not None and (same := _same(one, holder)):
        return same
    if not row.waived and (reason := aside.why(mail)):
        return Placed(Outcome.QUARANTINED, None, reason)
    if mail.bounce is not None:
        return Placed(Outcome.BOUNCED, bounce.noted(row, mail), bounce.plainly(mail.bounce))
    if feedback.is_one(mail):
        return Placed(Outcome.IGNORED, feedback.noted(row), feedback.REASON)
    return _said(one)


def _holder(row: Spooled, print_: str) -> Spooled | None:
    """The other row that holds this content. Of two at once the database lets only one write it down."""
    return _holding.first(fingerprint=print_, pk=row.pk)


@prepared
def _holding() -> QuerySet[Spooled]:
    held = Spooled.objects.filter(fingerprint=Given("fingerprint", CharField()))
    return held.exclude(pk=Given("pk", BigIntegerField()))


def _same(one: Heard, holder: Spooled) -> Placed | None:
    """What becomes of a copy. None where it is proved and belongs elsewhere: then it is the mail, and not the first."""
    proof_ = copies.proof(one.row, one.mail, one.verdict) if _may_prove(one, holder) else None
    if proof_ is None:
        return Placed(Outcome.DUPLICATE, holder.ticket_id, copies.same_as(holder))
    if copies.lift(one.row, holder, proof_):
        return Placed(Outcome.DUPLICATE, holder.ticket_id, copies.proves(holder))
    copies.yield_to(holder)
    return None


def _may_prove(one: Heard, holder: Spooled) -> bool:
    return holder.outcome == Outcome.UNVERIFIED and one.row.source != proof.DROPPED


def _said(one: Heard) -> Placed:
    row, mail = one.row, one.mail
    found = thread.find(row, mail, one.verdict) if row.source != proof.DROPPED else None
    if (found is None or found.doubt) and (brought := _brought(one)):
        return Placed(*brought)
    first = copies.lift_others(row, mail, found, one.verdict)
    if first and found:
        return Placed(Outcome.DUPLICATE, found.ticket.pk, copies.proves(first))
    if found is None:
        return Placed(*fresh.opened(row, mail, doubt=one.verdict.why))
    return Placed(*thread.joined(row, mail, found))


def _brought(one: Heard) -> tuple[str, int] | None:
    return bringing.brought(one.row, one.deep, one.agent) if one.deep and one.agent else None
