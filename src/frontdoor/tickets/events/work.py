"""The work that is done on a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from frontdoor.log.events import Event


@dataclass(frozen=True)
class Assigned(Event, kind="ticket.assigned"):
    sentence = gettext_noop("{actor} assigned this to {to}")
    to: int | None
    before: int | None


@dataclass(frozen=True)
class HandedOver(Event, kind="ticket.handed_over"):
    sentence = gettext_noop("{actor} handed this over: {reason}")
    to: int | None
    team: int | None
    before: int | None
    team_before: int | None
    reason: str


@dataclass(frozen=True)
class HelpAsked(Event, kind="ticket.help_asked"):
    sentence = gettext_noop("{actor} asked {person} for help")
    person: int
    reason: str = ""


@dataclass(frozen=True)
class Changed(Event, kind="ticket.changed"):
    sentence = gettext_noop("{actor} changed {field} from {before} to {after}")
    field: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True)
class Tagged(Event, kind="ticket.tagged"):
    sentence = gettext_noop("{actor} changed the tags")
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class DevicesChanged(Event, kind="ticket.devices_changed"):
    """By their tags, which stay readable when a device is long gone."""

    sentence = gettext_noop("{actor} changed the devices")
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Started(Event, kind="ticket.started", public=True):
    sentence = gettext_noop("{actor} began to work on this")


@dataclass(frozen=True)
class Held(Event, kind="ticket.held", public=True):
    sentence = gettext_noop("{actor} put this on hold for {hold_for} until {until}")
    hold_for: str
    until: str | None
    reason: str = ""


@dataclass(frozen=True)
class Resolved(Event, kind="ticket.resolved", public=True):
    sentence = gettext_noop("{actor} resolved this")
    outcome: str = "fixed"


@dataclass(frozen=True)
class Reopened(Event, kind="ticket.reopened", public=True):
    sentence = gettext_noop("{actor} opened this again")
    doubtful: bool = False


@dataclass(frozen=True)
class Closed(Event, kind="ticket.closed", public=True):
    sentence = gettext_noop("{actor} closed this")
    outcome: str = "fixed"


@dataclass(frozen=True)
class TimeLogged(Event, kind="ticket.time_logged"):
    sentence = gettext_noop("{actor} logged {minutes} minutes")
    minutes: int
    on: str


@dataclass(frozen=True)
class Snoozed(Event, kind="ticket.snoozed"):
    sentence = gettext_noop("{actor} hid this from their list until {until}")
    until: str
