"""Words as a channel carried them: what comes along with the body itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Attachment, Message, Ticket


@dataclass(frozen=True)
class File:
    """A kept blob under the name it came with."""

    sha256: str
    name: str
    type: str
    size: int
    content_id: str = ""


@dataclass(frozen=True)
class Carried:
    """`spool_key` and `form_key` make it once; `doubt` says why the sender is not proved."""

    html: str = ""
    quoted: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    verified: bool = True
    doubt: str = ""
    spool_key: str | None = None
    form_key: str | None = None
    files: Sequence[File] = ()
    # The number whose reply address was used; it may since have been merged into the ticket.
    addressed_to: int | None = None


NOTHING = Carried()


def known(carried: Carried) -> Message | None:
    """The message that these keys already made."""
    for key in ("spool_key", "form_key"):
        value = getattr(carried, key)
        if value and (found := Message.objects.filter(**{key: value}).first()):
            return found
    return None


def write(
    ticket: Ticket, body: str, *, by: Actor, channel: str, carried: Carried = NOTHING
) -> Message:
    """Public words on a locked ticket."""
    return _keep(
        Message(ticket=ticket, channel=channel, body=plain(body), author_id=by.person_id), carried
    )


def write_note(ticket: Ticket, body: str, *, by: Actor, carried: Carried = NOTHING) -> Message:
    """Words for the desk alone."""
    return _keep(
        Message(
            ticket=ticket, channel="note", body=plain(body), author_id=by.person_id, public=False
        ),
        carried,
    )


def plain(text: str) -> str:
    """Without NUL, lone surrogates and other characters that a database or a reader can't keep."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c
        for c in text
        if c in "\n\t" or not (ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 or ord(c) == 0x7F)
    )


def _keep(message: Message, carried: Carried) -> Message:
    message.at = message.ticket.at
    message.origin_id = carried.addressed_to or message.ticket.pk
    for name in (
        "html",
        "quoted",
        "message_id",
        "in_reply_to",
        "verified",
        "doubt",
        "spool_key",
        "form_key",
    ):
        setattr(message, name, getattr(carried, name))
    message.save()
    if carried.files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message, **{name: getattr(file, name) for name in File.__dataclass_fields__}
            )
            for file in carried.files
        )
    return message
