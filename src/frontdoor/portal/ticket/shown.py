"""What the page of a request is made of. Its templates get nothing else, so no note can reach them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from frontdoor.core.pages.faces import Face
from frontdoor.tickets.stages import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five doors. `state` is done, now or ahead."""

    title: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """`size` is worded."""

    pk: int
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class Said:
    """A public message. `at` is worded, `iso` for machines."""

    pk: int
    face: Face
    mine: bool
    at: str
    iso: str
    body: Markup
    files: tuple[File, ...]
    doubtful: bool
    original: Markup | None = None
    kind: str = "said"


@dataclass(frozen=True, slots=True)
class Happened:
    """A public event in a sentence."""

    icon: str
    words: str
    at: str
    iso: str
    kind: str = "happened"


@dataclass(frozen=True, slots=True)
class Follower:
    """`suggested`: a name in a Cc, who is told nothing until the requester adds them."""

    pk: int
    name: str
    suggested: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class May:
    """What the reader may do here now."""

    verdict: bool
    reopen: bool
    withdraw: bool
    write: bool
    confirm: bool
    invite: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """`earlier` counts messages that are too old to be shown; `last_answer` is the desk's newest, shortened."""

    number: int
    subject: str
    sent: str
    stage: Stage
    steps: tuple[Step, ...]
    worker: Face | None
    last_answer: str
    timeline: tuple[Said | Happened, ...]
    earlier: int
    followers: tuple[Follower, ...]
    may: May
