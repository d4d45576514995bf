"""What can happen to mailboxes; kept in the audit log, never with a secret in it."""

from __future__ import annotations

from dataclasses import dataclass

from frontdoor.log.events import Event


@dataclass(frozen=True)
class MailboxAdded(Event, kind="mailbox.added"):
    sentence = "{actor} added mailbox {mailbox}, {address}"
    mailbox: int
    address: str


@dataclass(frozen=True)
class MailboxChanged(Event, kind="mailbox.changed"):
    """`fields` are the names of what was changed."""

    sentence = "{actor} changed mailbox {mailbox}"
    mailbox: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class MailboxPaused(Event, kind="mailbox.paused"):
    sentence = "{actor} paused mailbox {mailbox}"
    mailbox: int


@dataclass(frozen=True)
class MailboxResumed(Event, kind="mailbox.resumed"):
    sentence = "{actor} let mailbox {mailbox} go on"
    mailbox: int


@dataclass(frozen=True)
class MailboxRemoved(Event, kind="mailbox.removed"):
    sentence = "{actor} removed mailbox {mailbox}, {address}"
    mailbox: int
    address: str


@dataclass(frozen=True)
class MailboxConnected(Event, kind="mailbox.connected"):
    sentence = "{actor} let mailbox {mailbox} sign in by the consent of {provider}"
    mailbox: int
    provider: str


@dataclass(frozen=True)
class MailboxHooked(Event, kind="mailbox.hooked"):
    sentence = "{actor} made a new address for the provider of mailbox {mailbox}"
    mailbox: int
