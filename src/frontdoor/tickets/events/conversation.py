"""Words exchanged on a ticket, and words taken out of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from frontdoor.log.events import Event


@dataclass(frozen=True)
class Opened(Event, kind="ticket.opened", public=True):
    sentence = gettext_noop("{actor} opened this by {channel}")
    channel: str
    message: int | None
    capture: str = "requester"
    split_from: int | None = None


@dataclass(frozen=True)
class Replied(Event, kind="ticket.replied", public=True):
    sentence = gettext_noop("{actor} replied by {channel}")
    channel: str
    message: int
    from_requester: bool
    verified: bool = True


@dataclass(frozen=True)
class Confirmed(Event, kind="ticket.confirmed", public=True):
    """`person` is whose words an agent took them for; None where they said so themselves."""

    sentence = gettext_noop("{actor} confirmed whose words these are")
    message: int
    person: int | None = None


@dataclass(frozen=True)
class Proved(Event, kind="ticket.proved"):
    """`copy` is the number, in the mail log, of the copy that bore the proof."""

    sentence = gettext_noop(
        "{actor} found proof in a second copy, number {copy} of the mail log: the words are {person}’s"
    )
    message: int
    person: int
    copy: int


@dataclass(frozen=True)
class Doubted(Event, kind="ticket.doubted"):
    sentence = gettext_noop("{actor} left a message as not proved")
    message: int


@dataclass(frozen=True)
class Noted(Event, kind="ticket.noted"):
    sentence = gettext_noop("{actor} left an internal note")
    message: int


@dataclass(frozen=True)
class Redacted(Event, kind="ticket.redacted"):
    sentence = gettext_noop("{actor} removed {characters} characters from a message for good")
    message: int
    characters: int


@dataclass(frozen=True)
class Erased(Event, kind="ticket.erased"):
    sentence = gettext_noop("{actor} erased the words of this ticket: {reason}")
    reason: str
    messages: int
