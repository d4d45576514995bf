"""Write one mail of the outbox: its words, its headers, and the reply address made for its reader."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from frontdoor.channels import replyto, words
from frontdoor.channels.adapters.email.compose import Sheet, composed
from frontdoor.channels.adapters.email.transport import Letter
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock, storage
from frontdoor.people.actors import person_of
from frontdoor.people.login.links import LIVES
from frontdoor.people.models import Person
from frontdoor.tickets.events import Opened, Replied
from frontdoor.tickets.models import Attachment, Message, Ticket

AUTOMATIC = frozenset({"acknowledgement", "confirm", "sign_in"})
ATTACHED_AT_MOST = 10_000_000


def written(out: Outgoing) -> Letter:
    """Everything that goes over the line. The same row gives the same Message-ID at every try."""
    said = words.render(out.kind, _facts(out))
    own = _own_address(out)
    back = _answer_address(out, own)
    sheet = Sheet(
        sender=(_writer(out), own),
        reader=(_reader(out), out.email),
        subject=said.subject,
        date=out.created_at,
        message_id=out.message_id,
        text=said.text,
        html=said.html,
        reply_to=back if back != own else "",
        answers=_answers(out),
        automatic=out.kind in AUTOMATIC,
        loop_mark=settings.MAILBOX.rpartition("@")[2],
    )
    return Letter(back, out.email, composed(sheet, _files(out)))


def _place(out: Outgoing, ticket: Ticket) -> str:
    """Where its reader reads it: by the link made for them, or after signing in."""
    if out.secret:
        return f"{settings.SITE_URL}/portal/link/{out.secret}/"
    return f"{settings.SITE_URL}/portal/requests/{ticket.pk}/"


def _facts(out: Outgoing) -> words.Facts:
    desk = words.Desk(settings.DESK_NAME, settings.MAILBOX)
    if out.kind == "sign_in":
        minutes = int(LIVES["sign_in"].total_seconds() // 60)
        return words.SignIn(desk, f"{settings.SITE_URL}/login/link/{out.secret}/", minutes)
    if out.kind == "confirm":
        return words.Confirm(
            desk, f"{settings.SITE_URL}/confirm/{out.secret}/", LIVES["confirm"].days
        )
    return _about(out, desk)


def _about(out: Outgoing, desk: words.Desk) -> words.Facts:
    if out.ticket is None:
        raise ValueError(f"A mail of the kind {out.kind} is about a ticket.")
    now = clock.now().astimezone(_zone(out.person))
    request = words.request(out.ticket, address=_place(out, out.ticket), now=now)
    writer = _writer(out)
    if out.kind == "acknowledgement":
        return words.Acknowledgement(
            desk, request, writer if out.ticket.author_id != out.ticket.requester_id else ""
        )
    if out.kind == "resolved":
        return words.Resolved(desk, request, writer, _last_answer(out.ticket))
    return _reply(out, desk, request, now)


def _reply(out: Outgoing, desk: words.Desk, request: words.Request, now: datetime) -> words.Reply:
    message = _message(out)
    text, at = (message.body, message.at) if message else ("", now)
    files = tuple(file.name for file in message.attachments.all()) if message else ()
    asks = bool(out.ticket and out.ticket.hold_for == Ticket.HoldFor.REQUESTER)
    return words.Reply(desk, request, _writer(out), text, at.astimezone(now.tzinfo), asks, files)


def _last_answer(ticket: Ticket) -> str:
    """What the desk told the requester last; the resolution itself is the desk's own note."""
    ours = ticket.messages.filter(public=True, author__role__in=Person.STAFF)
    last = ours.exclude(author=ticket.requester_id).order_by("-at", "-pk").first()
    return last.body if last else ""


def _message(out: Outgoing) -> Message | None:
    event = out.entry.event if out.entry else None
    pk = event.message if isinstance(event, Opened | Replied) else None
    return Message.objects.filter(pk=pk).first() if pk else None


def _reader(out: Outgoing) -> str:
    """Whoever is not proved may have typed anything for a name: it goes into no mail (trust.md, S21)."""
    return "" if out.person is None or out.kind in ("confirm", "sign_in") else out.person.name


def _writer(out: Outgoing) -> str:
    actor = out.entry.actor if out.entry and out.kind != "confirm" else ""
    person = Person.objects.filter(pk=person_of(actor) or 0).first()
    return person.name if person and person.is_staff else settings.DESK_NAME


def _answer_address(out: Outgoing, own: str) -> str:
    if out.ticket_id is None or out.person_id is None:
        return own
    token = replyto.Token(out.ticket_id, out.person_id)
    return replyto.address(token, today=clock.now().date(), mailbox=own)


def _own_address(out: Outgoing) -> str:
    """Of the mailbox that the request came in by, or of its team's."""
    return addresses.of_ticket(out.ticket) if out.ticket else str(settings.MAILBOX)


def _answers(out: Outgoing) -> list[str]:
    """Outlook, Gmail and Apple Mail keep together what names the messages that it answers: first and last ten."""
    if out.ticket_id is None:
        return []
    came = Message.objects.filter(ticket_id=out.ticket_id, public=True, verified=True).exclude(
        message_id=""
    )
    ids = list(came.order_by("at", "pk").values_list("message_id", flat=True))
    return list(dict.fromkeys([*ids[:1], *ids[-9:]]))


def _files(out: Outgoing) -> list[tuple[str, bytes]]:
    message = _message(out) if out.kind == "reply" else None
    files: list[Attachment] = list(message.attachments.all()) if message else []
    if sum(file.size for file in files) > ATTACHED_AT_MOST:
        return []  # they lie beside the ticket, and the mail names them
    return [(file.name, storage.read_blob(file.sha256)) for file in files]


def _zone(person: Person | None) -> ZoneInfo:
    try:
        return ZoneInfo(person.timezone if person else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
