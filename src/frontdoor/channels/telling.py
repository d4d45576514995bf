"""The facts of one row of the outbox, for the words of its mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from frontdoor.channels import fewer, following, passes, sent_as, signatures, words
from frontdoor.channels.enclosed import Enclosed
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock
from frontdoor.core.pages import times
from frontdoor.people.login.links import LIVES
from frontdoor.people.models import Person
from frontdoor.tickets.events import Opened, Replied
from frontdoor.tickets.models import Message, Ticket

QUOTING = frozenset({"question", "resolved"})


def facts(out: Outgoing, along: Enclosed) -> words.Facts:
    desk = words.Desk(settings.DESK_NAME, sent_as.sender(out), signatures.foot(out))
    if out.kind == "sign_in":
        minutes = int(LIVES["sign_in"].total_seconds() // 60)
        return words.SignIn(desk, f"{settings.SITE_URL}/login/link/{out.secret}/", minutes)
    if out.kind == "confirm":
        address = f"{settings.SITE_URL}/confirm/{out.secret}/"
        return words.Confirm(desk, address, LIVES["confirm"].days)
    if out.kind == "put_aside":
        return words.PutAside(desk, f"{settings.SITE_URL}/desk/quarantine/")
    return _about(out, desk, along)


def place(out: Outgoing) -> str:
    """Where its reader reads it: by the link made for them, or after signing in."""
    if out.secret:
        return f"{settings.SITE_URL}/portal/link/{out.secret}/"
    return f"{settings.SITE_URL}/portal/requests/{out.ticket_id}/"


def message(out: Outgoing) -> Message | None:
    """The words that the mail is about or quotes."""
    if out.kind in QUOTING and out.ticket is not None:
        return following.last_answer(out.ticket)
    event = out.entry.event if out.entry else None
    pk = event.message if isinstance(event, Opened | Replied) else None
    return Message.objects.filter(pk=pk).first() if pk and out.kind == "reply" else None


def brings_files(out: Outgoing, said: Message) -> bool:
    """Quoted words bring their files only where no mail of their own has brought them."""
    if out.kind == "reply":
        return True
    own = Outgoing.objects.filter(ticket=out.ticket, person=out.person, kind="reply")
    return not own.filter(entry__at=said.at, state=Outgoing.State.SENT).exists()


def files_until(out: Outgoing) -> str:
    until = (out.created_at + passes.LIVES["file"]).astimezone(_now(out).tzinfo)
    return times.full_date(until)


def _about(out: Outgoing, desk: words.Desk, along: Enclosed) -> words.Facts:
    if out.ticket is None:
        raise ValueError(f"A mail of the kind {out.kind} is about a ticket.")
    request = words.request(out.ticket, address=place(out), now=_now(out))
    if out.kind == "acknowledgement":
        return _acknowledgement(out, out.ticket, desk, request)
    if out.kind == "resolved":
        return words.Resolved(desk, request, _said(out, along), _reader(out))
    if out.kind in ("reply", "question"):
        said = _said(out, along) or words.Said(desk.name, "", by_name=False)
        return words.Reply(desk, request, said, _asks(out.ticket), _reader(out))
    writer = sent_as.writer(out)
    return words.News(desk, request, writer.name if writer else "", _reader(out))


def _acknowledgement(
    out: Outgoing, ticket: Ticket, desk: words.Desk, request: words.Request
) -> words.Facts:
    writer = sent_as.writer(out) if ticket.author_id != ticket.requester_id else None
    if writer is not None:
        why = _("You get this because {name} opened a request for you.").format(name=writer.name)
        return words.Acknowledgement(desk, request, writer.name, _reader(out, why))
    return words.Acknowledgement(
        desk, request, "", _reader(out, _("You get this because you sent the request."))
    )


def _reader(out: Outgoing, why: object = words.Reader.why) -> words.Reader:
    return words.Reader(why, fewer.address(out))


def _asks(ticket: Ticket) -> bool:
    return ticket.status == Ticket.Status.HOLD and ticket.hold_for == Ticket.HoldFor.REQUESTER


def _said(out: Outgoing, along: Enclosed) -> words.Said | None:
    found = message(out)
    if found is None:
        return None
    author = found.author
    return words.Said(
        writer=author.name if author else settings.DESK_NAME,
        text=found.body,
        at=found.at.astimezone(_now(out).tzinfo),
        files=tuple(along.files),
        pictures=tuple(along.pictures),
        signature=_signature(author, out),
        by_name=author is not None,
    )


def _signature(author: Person | None, out: Outgoing) -> words.Signature:
    if author is None or not author.is_staff:
        return words.Signature()
    return signatures.of(author, out.ticket)


def _now(out: Outgoing) -> datetime:
    return clock.now().astimezone(out.person.zone if out.person else None)
