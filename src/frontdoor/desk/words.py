"""The desk's words for what is stored: status, priority, channel, promise, each with its shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdoor.core.pages import times


@dataclass(frozen=True, slots=True)
class Word:
    """A stored value as the screen shows it: the slug picks colour and icon, the word says it."""

    slug: str
    word: str
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class Via:
    """A channel: its icon and its word."""

    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Promise:
    """How a ticket stands to its due time. `kind` is ok, soon, late, paused or met."""

    kind: str
    words: str
    title: str

    @property
    def icon(self) -> str:
        return "check" if self.kind == "met" else f"due-{self.kind}"


STATUS = {
    "new": Word("new", "New", "new"),
    "open": Word("open", "In progress", "open"),
    "hold": Word("hold", "On hold", "hold"),
    "resolved": Word("resolved", "Resolved", "resolved"),
    "closed": Word("closed", "Closed", "closed"),
}
WAITING = Word("waiting", "With requester", "hold")
REOPENED = Word("reopened", "Reopened", "open")
PRIORITY = {
    1: Word("urgent", "Urgent", 1),
    2: Word("high", "High", 2),
    3: Word("normal", "Normal", 3),
    4: Word("low", "Low", 4),
}
CHANNEL = {
    "email": Via("via-email", "Email"),
    "portal": Via("via-portal", "Portal"),
    "phone": Via("via-phone", "Phone"),
    "walkup": Via("via-walkup", "Walk-up"),
    "hallway": Via("via-walkup", "Hallway"),
    "teams": Via("via-chat", "Teams chat"),
    "slack": Via("via-chat", "Slack"),
    "chat": Via("via-chat", "Chat"),
    "monitoring": Via("via-monitor", "Monitoring"),
    "api": Via("bolt", "API"),
}
HOLD = {
    "requester": "requester",
    "supplier": "supplier",
    "part": "part",
    "approval": "approval",
    "change": "change",
    "date": "planned",
    "other": "other",
}
SOON = 4
"""A promise is soon due in the last 1/SOON of its time."""


def status(slug: str, hold_for: str, *, reopened: bool) -> Word:
    """What the desk sees: a ticket held for its requester waits for them, a reopened one says so."""
    if slug == "hold" and hold_for == "requester":
        return WAITING
    if reopened and slug in ("new", "open"):
        return REOPENED
    return STATUS[slug]


def channel(slug: str) -> Via:
    return CHANNEL.get(slug) or Via("inbox", slug.replace("_", " ").capitalize() or "Unknown")


def running(due: datetime | None, since: datetime, now: datetime) -> Promise:
    """The promise of an unresolved ticket whose clock runs."""
    if due is None:
        return Promise("paused", "no promise", "No time was promised for this one")
    left, title = due - now, f"Due {times.clock(due, now)}"
    if left < timedelta():
        return Promise("late", f"late {times.span(left)}", title)
    kind = "soon" if left * SOON <= due - since else "ok"
    return Promise(kind, f"{times.span(left)} left", title)


def paused(hold_for: str, until: datetime | None, now: datetime) -> Promise:
    """The promise of a ticket on hold: for whom, and until when."""
    why = "paused" if hold_for == "requester" else HOLD.get(hold_for, hold_for)
    words = f"{why} {until.day} {until:%b}" if until else why
    return Promise("paused", words, f"Until {times.clock(until, now)}" if until else "On hold")


def ended(due: datetime | None, resolved: datetime | None, since: datetime) -> Promise:
    """The promise of a resolved or closed ticket: kept in how long, or missed by how much."""
    if resolved is None:
        return Promise("paused", "ended", "Closed without being resolved")
    if due and resolved > due:
        return Promise("late", f"late {times.span(resolved - due)}", "Resolved after its due time")
    return Promise("met", f"met in {times.span(resolved - since)}", "Resolved within its due time")
