"""What a mail is written from. Everything is a value; nothing here asks a database or a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Desk:
    """Who is writing: the desk's name and the address that answers go to."""

    name: str
    mailbox: str


@dataclass(frozen=True)
class Request:
    """A ticket as its requester sees it. `address` is absolute; `stage` is 1 to 5, `then` may be empty."""

    number: int
    subject: str
    address: str
    stage: int
    stands: str
    then: str = ""


@dataclass(frozen=True)
class Acknowledgement:
    """We have it. `writer` is the agent who wrote it down; empty where the requester did."""

    desk: Desk
    request: Request
    writer: str = ""


@dataclass(frozen=True)
class Reply:
    """An agent's public words. `at` is aware, in the reader's zone; `files` are names."""

    desk: Desk
    request: Request
    writer: str
    text: str
    at: datetime
    asks: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """Please check. `text` is the last answer that the requester was given, or empty."""

    desk: Desk
    request: Request
    writer: str
    text: str = ""


@dataclass(frozen=True)
class SignIn:
    """A link that signs a requester in once. `address` is absolute; `minutes` says how long it works."""

    desk: Desk
    address: str
    minutes: int


@dataclass(frozen=True)
class Confirm:
    """Was it you? For an address that nobody has proved; `days` says how long the link works."""

    desk: Desk
    address: str
    days: int


Facts = Acknowledgement | Reply | Resolved | SignIn | Confirm
