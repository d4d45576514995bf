"""The desk's words for what is stored: status, priority, channel, promise, each with its shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from frontdoor.core.pages import times
from frontdoor.core.pages.tongues import once_a_language
from frontdoor.tickets.models import Ticket

SOON = 4
"""A promise is soon due in the last 1/SOON of its time."""


@dataclass(frozen=True, slots=True)
class Word:
    """A stored value as the screen shows it: the slug picks colour and icon, the word says it."""

    slug: str
    word: str
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class Via:
    """A channel: its icon, its word, and how a message came that way."""

    icon: str
    word: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """How a ticket stands to its due time. `kind` is ok, soon, late, paused or met."""

    kind: str
    words: str
    title: str

    @property
    def icon(self) -> str:
        return "check" if self.kind == "met" else f"due-{self.kind}"


@dataclass(frozen=True)
class Promises:
    """How a promise is told; `{length}` and `{when}` stand for what is not always the same."""

    left: str
    late: str
    met: str
    due: str
    none: str
    none_title: str
    until: str
    on_hold: str
    paused: str
    ended: str
    ended_title: str
    late_title: str
    met_title: str


@dataclass(frozen=True)
class Tongue:
    """All of them in one language. A list looks them up once, whatever the number of its rows."""

    statuses: Mapping[str, Word]
    waiting: Word
    reopened: Word
    priorities: Mapping[int, Word]
    channels: Mapping[str, Via]
    holds: Mapping[str, str]
    promises: Promises

    def status(self, slug: str, hold_for: str, *, reopened: bool) -> Word:
        """What the desk sees: a ticket held for its requester waits for them, a reopened one says so."""
        if slug == "hold" and hold_for == "requester":
            return self.waiting
        if reopened and slug in ("new", "open"):
            return self.reopened
        return self.statuses[slug]

    def channel(self, slug: str) -> Via:
        return self.channels.get(slug) or _unknown(slug)

    def running(self, due: datetime | None, since: datetime, now: datetime) -> Promise:
        """The promise of an unresolved ticket whose clock runs."""
        said = self.promises
        if due is None:
            return Promise("paused", said.none, said.none_title)
        left, title = due - now, said.due.format(when=times.clock(due, now))
        if left < timedelta():
            return Promise("late", said.late.format(length=times.span(left)), title)
        kind = "soon" if left * SOON <= due - since else "ok"
        return Promise(kind, said.left.format(length=times.span(left)), title)

    def paused(self, hold_for: str, until: datetime | None, now: datetime) -> Promise:
        """The promise of a ticket on hold: for whom, and until when."""
        said = self.promises
        why = said.paused if hold_for == "requester" else self.holds.get(hold_for, hold_for)
        if until is None:
            return Promise("paused", why, said.on_hold)
        title = said.until.format(when=times.clock(until, now))
        return Promise("paused", f"{why} {times.short(until, now)}", title)

    def ended(self, due: datetime | None, resolved: datetime | None, since: datetime) -> Promise:
        """The promise of a resolved or closed ticket: kept in how long, or missed by how much."""
        said = self.promises
        if resolved is None:
            return Promise("paused", said.ended, said.ended_title)
        if due and resolved > due:
            late = said.late.format(length=times.span(resolved - due))
            return Promise("late", late, said.late_title)
        met = said.met.format(length=times.span(resolved - since))
        return Promise("met", met, said.met_title)


@once_a_language
def tongue() -> Tongue:
    """Those of the language that is active."""
    return Tongue(
        statuses={
            each.value: Word(each.value, _(each.label), each.value) for each in Ticket.Status
        },
        waiting=Word("waiting", _("With requester"), "hold"),
        reopened=Word("reopened", _("Reopened"), "open"),
        priorities={
            each.value: Word(each.name.lower(), _(each.label), each.value)
            for each in Ticket.Priority
        },
        channels=_channels(),
        holds=_holds(),
        promises=_promises(),
    )


def listed(choices: Iterable[tuple[str | int, str]]) -> tuple[Word, ...]:
    """Marked labels of a model's choices, to be chosen from."""
    return tuple(Word("", _(str(label)), value) for value, label in choices)


def _channels() -> dict[str, Via]:
    return {
        "email": Via("via-email", _("Email"), _("by email")),
        "portal": Via("via-portal", _("Portal"), _("by portal")),
        "phone": Via("via-phone", _("Phone"), _("by phone")),
        "walkup": Via("via-walkup", _("Walk-up"), _("by walk-up")),
        "hallway": Via("via-walkup", _("Hallway"), _("by hallway")),
        "teams": Via("via-chat", _("Teams chat"), _("by Teams chat")),
        "slack": Via("via-chat", "Slack", _("by Slack")),
        "chat": Via("via-chat", _("Chat"), _("by chat")),
        "monitoring": Via("via-monitor", _("Monitoring"), _("by monitoring")),
        "api": Via("bolt", "API", _("by API")),
    }


def _unknown(slug: str) -> Via:
    """A plugin's channel has the name that it gave itself."""
    name = slug.replace("_", " ").capitalize()
    if not name:
        return Via("inbox", _("Unknown"), "")
    return Via("inbox", name, _("by {channel}").format(channel=name))


def _holds() -> dict[str, str]:
    """For what or whom a ticket waits, in a row of a list."""
    return {
        "requester": _("requester"),
        "supplier": _("supplier"),
        "part": _("part"),
        "approval": _("approval"),
        "change": _("a change"),
        "date": _("planned"),
        "other": _("other"),
    }


def _promises() -> Promises:
    return Promises(
        left=_("{length} left"),
        late=_("late {length}"),
        met=_("met in {length}"),
        due=_("Due {when}"),
        none=_("no promise"),
        none_title=_("No time was promised for this one"),
        until=_("Until {when}"),
        on_hold=_("On hold"),
        paused=_("paused"),
        ended=_("ended"),
        ended_title=_("Closed without being resolved"),
        late_title=_("Resolved after its due time"),
        met_title=_("Resolved within its due time"),
    )
