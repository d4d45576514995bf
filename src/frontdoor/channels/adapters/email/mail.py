"""What a message says, once read: the frozen shapes that leave the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from frontdoor.channels.adapters.email.addresses import Mailbox

__all__ = ["Attachment", "Bounce", "Forward", "Invitation", "Mail", "Mailbox"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was sent. `name` is fit to show, never to store under; `type` is the sender's word."""

    name: str
    type: str
    content: bytes
    inline: bool = False
    content_id: str = ""

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report: whom it did not reach, for good or for now. `status` as in RFC 3463, or empty."""

    recipients: tuple[str, ...]
    permanent: bool
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Forward:
    """The message inside a forward: strings as written, empty where absent; `note` is what stands before."""

    note: str
    sender_name: str
    sender_address: str
    date: str
    subject: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An appointment as its sender wrote it: times in ISO 8601, with their offset where the zone is known.

    `method` as in RFC 5546: REQUEST, CANCEL, REPLY, PUBLISH, or empty.
    """

    what: str
    starts: str
    ends: str
    zone: str
    where: str
    organiser: str
    people: tuple[str, ...]
    method: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """One message.

    `sender` is the first mailbox of From; `doubts` says in words why it can't be taken for the
    sender's (several, none, an address in the name, …): with any, the mail is unverified. `headers`
    are all fields in order, lower-case names, decoded. `unfit` is why the mail should be put into
    quarantine, or empty. Message-IDs are without angle brackets. `date` is aware, in UTC, or None
    where the header has none that can be read. `notices` are what whoever reads it has to know.
    `brings` are other people's messages inside this one, attached
    or copied into its text; `copied` are one's headers as they stand there (from, date, to, cc, subject).
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    sender: Mailbox
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    subject: str
    text: str
    reply_text: str
    html: str
    attachments: tuple[Attachment, ...]
    is_auto_reply: bool
    may_auto_respond: bool
    bounce: Bounce | None
    forward: Forward | None
    headers: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    defects: tuple[str, ...]
    unfit: str = ""
    notices: tuple[str, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    brings: tuple[Mail, ...] = ()
    copied: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> tuple[str, ...]:
        """All values of a field, decoded."""
        return tuple(value for field, value in self.headers if field == name.lower())
