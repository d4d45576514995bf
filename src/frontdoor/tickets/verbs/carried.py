"""Words as a channel carried them: what comes along with the body itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, QuerySet

from frontdoor.core.prepared import Given, insert, prepared
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Attachment, Message, Participant, Ticket


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
    # The address that an unproved sender goes by.
    claimant: str = ""
    # Written by a machine (an out-of-office, say): kept, but it wakes nothing.
    automatic: bool = False
    # False where no machine may answer it by itself (RFC 3834).
    answerable: bool = True
    # Whether it opens again what was solved, once its sender is proved.
    wakes: bool = True
    spool_key: str | None = None
    form_key: str | None = None
    files: Sequence[File] = ()
    # The number whose reply address was used; it may since have been merged into the ticket.
    addressed_to: int | None = None
    # People in Cc: a suggestion to the desk, never access.
    suggested: Sequence[int] = ()
    # What whoever read it remarked, as `Message.noticed` keeps it.
    noticed: Mapping[str, Any] = field(default_factory=dict)
    # Whose words they are, where whoever acts only brings them; and who has them already.
    author: int | None = None
    reached: Sequence[int] = ()


NOTHING = Carried()
COPIED = [
    name
    for name in Carried.__dataclass_fields__
    if name not in ("files", "addressed_to", "suggested", "author", "reached")
]
UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def known(carried: Carried) -> Message | None:
    """The message that these keys already made."""
    for name in ("spool_key", "form_key"):
        key = getattr(carried, name)
        if key and (found := _made_by.first(name, key=key)):
            return found
    return None


@prepared
def _made_by(name: str) -> QuerySet[Message]:
    key = Given("key", CharField())
    return Message.objects.select_related("ticket").filter(**{name: key})


def write(
    ticket: Ticket, body: str, *, by: Actor, channel: str, carried: Carried = NOTHING
) -> Message:
    """Public words on a locked ticket."""
    return _keep(
        Message(
            ticket=ticket,
            channel=channel,
            body=plain(body),
            author_id=carried.author or by.person_id,
            reached=list(carried.reached),
        ),
        carried,
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
    return UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _keep(message: Message, carried: Carried) -> Message:
    message.at = message.ticket.at
    message.origin_id = carried.addressed_to or message.ticket.pk
    for name in COPIED:
        setattr(message, name, getattr(carried, name))
    insert([message])
    message.ticket.written = [*message.ticket.written, message]
    _suggest(message.ticket, carried)
    if carried.files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message, **{name: getattr(file, name) for name in File.__dataclass_fields__}
            )
            for file in carried.files
        )
    return message


def _suggest(ticket: Ticket, carried: Carried) -> None:
    """Whom an unproved mail names is the desk's to see, or a stranger could ask the requester to let them in."""
    role = Participant.Role.SUGGESTED if carried.verified else Participant.Role.CLAIMED
    parts = [
        Participant(ticket=ticket, person_id=pk, role=role)
        for pk in carried.suggested
        if pk != ticket.requester_id
    ]
    if parts:
        Participant.objects.bulk_create(parts, ignore_conflicts=True)
