"""What a mail is written from. Everything is a value; nothing here asks a database or a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

MINE = _("You get this because it is your request, or because you follow it.")


NO_MARKUP = Markup("")


@dataclass(frozen=True)
class Signature:
    """The same words as text and as safe HTML; both empty where there are none."""

    text: str = ""
    html: Markup = NO_MARKUP


@dataclass(frozen=True)
class Desk:
    """Who is writing: the desk's name, the address that answers go to, and what stands at the foot."""

    name: str
    mailbox: str
    foot: Signature = Signature()

    @property
    def plain_foot(self) -> str:
        return self.foot.text or f"{self.name}, {self.mailbox}"


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
class Reader:
    """Why somebody gets a mail, and where they ask for fewer; both are sentences or addresses of ours."""

    why: Any = MINE
    fewer: str = ""


@dataclass(frozen=True)
class File:
    """What came with words. `address`: where to fetch what is too large for a mail, until the day `until`."""

    name: str
    size: str = ""
    address: str = ""
    until: str = ""


@dataclass(frozen=True)
class Picture:
    """One that is shown below the words; `cid` names its part of the mail."""

    cid: str
    name: str


@dataclass(frozen=True)
class Said:
    """Words of the desk as they are quoted in a mail. `at` is aware, in the reader's zone."""

    writer: str
    text: str
    at: datetime | None = None
    files: tuple[File, ...] = ()
    pictures: tuple[Picture, ...] = ()
    signature: Signature = Signature()
    # False where nobody's name is known and `writer` is the desk's own.
    by_name: bool = True

    @property
    def short(self) -> str:
        """ "Jonas" of "Jonas Weber"; the desk's name is not cut."""
        return self.writer.split()[0] if self.by_name and self.writer.split() else self.writer

    @property
    def by(self) -> str:
        return (
            f"{self.writer}, {gettext(f'{self.at:%A}')} {self.at:%H:%M}" if self.at else self.writer
        )


@dataclass(frozen=True)
class Acknowledgement:
    """We have it. `writer` is the agent who wrote it down; empty where the requester did."""

    desk: Desk
    request: Request
    writer: str = ""
    reader: Reader = Reader()


@dataclass(frozen=True)
class Reply:
    """An agent's public words; with `asks` the request waits for the reader's answer."""

    desk: Desk
    request: Request
    said: Said
    asks: bool = False
    reader: Reader = Reader()


@dataclass(frozen=True)
class Resolved:
    """Please check. `said` is the last answer that the requester was given, if there was one."""

    desk: Desk
    request: Request
    said: Said | None = None
    reader: Reader = Reader()


@dataclass(frozen=True)
class News:
    """It stands otherwise now: held, opened again, closed. What and until when is in the request's own sentences."""

    desk: Desk
    request: Request
    writer: str = ""
    reader: Reader = Reader()


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


@dataclass(frozen=True)
class PutAside:
    """Mail lies in quarantine. `address` is where; what the mail says is in no mail."""

    desk: Desk
    address: str


Facts = Acknowledgement | Reply | Resolved | News | SignIn | Confirm | PutAside
