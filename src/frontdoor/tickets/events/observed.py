"""Facts that change no field by themselves; they enter by the verb `observe`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from frontdoor.log.events import Event


@dataclass(frozen=True)
class Bounced(Event, kind="ticket.bounced"):
    """`mail` is the row of the outbox."""

    sentence = gettext_noop("Mail did not reach {person}: {why}")
    person: int
    why: str
    permanent: bool = False
    mail: int | None = None


@dataclass(frozen=True)
class Complained(Event, kind="ticket.complained"):
    """`mail` is the row of the outbox."""

    sentence = gettext_noop("{person} marked our mail as unwanted")
    person: int
    mail: int


@dataclass(frozen=True)
class SendFailed(Event, kind="ticket.send_failed"):
    sentence = gettext_noop("Mail to {person} could not be sent: {why}")
    person: int
    why: str


@dataclass(frozen=True)
class HoldEnded(Event, kind="ticket.hold_ended"):
    sentence = gettext_noop("The time of the hold has passed")
    hold_for: str


@dataclass(frozen=True)
class FewerMails(Event, kind="ticket.fewer_mails"):
    sentence = gettext_noop(
        "{person} asked for fewer mails about this: only what needs them, and how it ends"
    )
    person: int


@dataclass(frozen=True)
class MoreMails(Event, kind="ticket.more_mails"):
    sentence = gettext_noop("{person} wants all mails about this again")
    person: int
