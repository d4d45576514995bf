"""What the ticket's page shows, as plain values: the template asks nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from frontdoor.core.pages.faces import Face
from frontdoor.desk.words import Promise, Word


@dataclass(frozen=True, slots=True)
class May:
    """Which of the head's buttons make sense now, for this person."""

    take: bool
    start: bool
    hold: bool
    resolve: bool
    reopen: bool
    close: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another ticket in one line: of the same person, linked, or merged with this one."""

    number: int
    href: str
    subject: str = ""
    words: str = ""
    status: Word | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the page. `seq` is the version that the person is looking at."""

    number: int
    href: str
    back: str
    subject: str
    status: Word
    priority: Word
    opened: str
    promises: tuple[Promise, ...]
    seq: int
    requester: Face
    following: bool
    may: May
    merged_into: Other | None


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; `thumb` is the address of a small re-encoded picture, or ""."""

    href: str
    name: str
    size: str
    thumb: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An appointment in a mail, in words. Nothing is entered or answered by itself."""

    title: str
    what: str
    when: str
    where: str
    organiser: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Words between people. `doubt` says why the sender is not proved, or ""; `claims` is who they say they are.

    `original` is all that was sent, where only a part is shown; `mail` the address of the page about the raw mail.
    """

    pk: int
    face: Face
    how: str
    note: bool
    at: str
    iso: str
    body: Markup
    start: str
    quoted: str
    files: tuple[File, ...]
    from_ticket: int | None
    doubt: str
    original: Markup | None = None
    mail: str = ""
    held_back: int = 0
    notices: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    claims: str = ""
    kind: str = "message"

    @property
    def quoted_lines(self) -> int:
        return self.quoted.strip().count("\n") + 1


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, in one sentence."""

    seq: int
    icon: str
    actor: str
    words: str
    at: str
    iso: str
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of system entries under one summary."""

    words: str
    lines: tuple[Line, ...]
    kind: str = "fold"


@dataclass(frozen=True, slots=True)
class Prop:
    """A property that is edited in place by its verb: one of the choices, or typed into an input of a type."""

    name: str
    label: str
    verb: str
    value: str
    choices: tuple[Word, ...] = ()
    key: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Gear:
    """A device; `named` where the ticket is about it, else it is only the requester's."""

    tag: str
    model: str
    facts: str
    named: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The person whom the ticket is for. `failing` is an address that mail comes back from, under its key."""

    face: Face
    where: str
    contact: str
    failing: str = ""
    failing_pk: int = 0
    failing_since: str = ""
    # No address is left that mail could go to.
    unreached: bool = False


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a reply reaches; `outside` counts those beyond the company, `fewer` are who gets no plain answer mailed."""

    names: tuple[str, ...]
    outside: int = 0
    fewer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How long one person worked on it."""

    face: Face
    words: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody who follows, or who was copied in and whom nobody has let in yet."""

    pk: int
    name: str
    face: Face


@dataclass(frozen=True, slots=True)
class Found:
    """Where the requester's name was found by a machine; `written` is when they wrote, where that is known."""

    where: str
    written: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One mail. `failed` ones need somebody; the others go on by themselves, or went out and may be there twice."""

    pk: int
    words: str
    failed: bool
    unsent: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """Half-written words of whoever looks. `key` is of the form that they were typed into."""

    name: str
    key: str
    body: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """`boxed` stands in the composer; the others were typed elsewhere."""

    kind: str
    # What the device calls what it has not handed over yet.
    place: str
    boxed: Draft | None
    others: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One ticket with everything around it."""

    head: Head
    timeline: tuple[Message | Line | Fold, ...]
    requester: Card
    recipients: Recipients
    resolution: str
    send: str
    hold: str
    due: str
    priority_reason: str
    priority_because: str
    spent: str
    team: str
    props: tuple[Prop, ...]
    tags: tuple[str, ...] = ()
    details: tuple[Prop, ...] = ()
    devices: tuple[Gear, ...] = ()
    others: tuple[Other, ...] = ()
    links: tuple[Other, ...] = ()
    shares: tuple[Share, ...] = ()
    followers: tuple[Guess, ...] = ()
    suggested: tuple[Guess, ...] = ()
    found: Found | None = None
    # Whose request it may be instead.
    guesses: tuple[Guess, ...] = ()
    causes: tuple[Word, ...] = ()
    holds: tuple[Word, ...] = ()
    # Moments that are chosen often, for what waits until then.
    untils: tuple[Word, ...] = ()
    relations: tuple[Word, ...] = ()
    agents: tuple[Word, ...] = ()
    teams: tuple[Word, ...] = ()
    may_redact: bool = False
    may_erase: bool = False
    may_write: bool = True
    undelivered: tuple[Undelivered, ...] = ()
    # By kind: reply, note.
    drafts: Mapping[str, Drafts] = field(default_factory=dict)

    @property
    def latest_draft(self) -> Drafts | None:
        """The kind that was typed last."""
        began = [each for each in self.drafts.values() if each.boxed]
        return max(began, key=lambda each: each.boxed.at, default=None)  # type: ignore[union-attr] # asked above

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(item for item in self.timeline if isinstance(item, Message))
