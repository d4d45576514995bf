"""What an entry says to a person: the event's own sentence, or a better one where names or words matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from frontdoor.core.pages import times
from frontdoor.desk import words
from frontdoor.desk.ticket.names import Names
from frontdoor.log.events import Event
from frontdoor.tickets import events
from frontdoor.tickets.fields import FIELDS

Say = Callable[[Any, str, Names, datetime], str]


def _assigned(event: events.Assigned, actor: str, names: Names, now: datetime) -> str:
    if event.to is None:
        return f"{actor} gave this back to the queue"
    to = names.person(event.to)
    return f"{actor} took this" if to == actor else f"{actor} assigned this to {to}"


def _handed_over(event: events.HandedOver, actor: str, names: Names, now: datetime) -> str:
    to = names.person(event.to) if event.to else names.team(event.team)
    return f"{actor} handed this over to {to}: {event.reason}"


def _help_asked(event: events.HelpAsked, actor: str, names: Names, now: datetime) -> str:
    why = f": {event.reason}" if event.reason else ""
    return f"{actor} asked {names.person(event.person)} for help{why}"


def _changed(event: events.Changed, actor: str, names: Names, now: datetime) -> str:
    known = FIELDS.get(event.field)
    label = known.label.lower() if known else event.field.removeprefix("custom.")
    before = names.value(event.field, event.before)
    after = names.value(event.field, event.after)
    why = f": {event.reason}" if event.reason else ""
    return f"{actor} changed the {label} from {before} to {after}{why}"


def _added(
    event: events.Tagged | events.DevicesChanged, actor: str, names: Names, now: datetime
) -> str:
    parts = []
    if event.added:
        parts.append(f"added {', '.join(event.added)}")
    if event.removed:
        parts.append(f"took off {', '.join(event.removed)}")
    return f"{actor} {' and '.join(parts)}"


def _held(event: events.Held, actor: str, names: Names, now: datetime) -> str:
    if event.hold_for == "requester":
        return f"{actor} waits for the requester"
    until = (
        times.clock(datetime.fromisoformat(event.until), now) if event.until else "further notice"
    )
    whom = words.HOLD.get(event.hold_for, event.hold_for)
    return f"{actor} put this on hold ({whom}) until {until}: {event.reason}"


def _snoozed(event: events.Snoozed, actor: str, names: Names, now: datetime) -> str:
    until = times.clock(datetime.fromisoformat(event.until), now)
    return f"{actor} hid this from their own list until {until}"


def _time_logged(event: events.TimeLogged, actor: str, names: Names, now: datetime) -> str:
    return f"{actor} logged {times.minutes(event.minutes)}"


def _followed(event: events.Followed, actor: str, names: Names, now: datetime) -> str:
    who = names.person(event.person)
    return f"{actor} follows this" if who == actor else f"{actor} lets {who} follow this"


def _attributed(event: events.Attributed, actor: str, names: Names, now: datetime) -> str:
    to, before = names.person(event.to), names.person(event.before)
    return f"{actor} said that this is the request of {to}, not of {before}"


def _unfollowed(event: events.Unfollowed, actor: str, names: Names, now: datetime) -> str:
    who = names.person(event.person)
    return f"{actor} no longer follows this" if who == actor else f"{actor} took {who} off"


def _confirmed(event: events.Confirmed, actor: str, names: Names, now: datetime) -> str:
    whose = f" are {names.person(event.person)}’s" if event.person else ""
    return (
        f"{actor} confirmed that the words{whose}"
        if whose
        else f"{actor} confirmed whose words these are"
    )


def _linked(event: Any, actor: str, names: Names, now: datetime) -> str:
    did = "linked this" if isinstance(event, events.Linked) else "took off a link"
    return f"{actor} {did}: {event.relation.replace('_', ' ')} {event.other}"


SENTENCES: dict[type[Event], Say] = {
    events.Assigned: _assigned,
    events.HandedOver: _handed_over,
    events.HelpAsked: _help_asked,
    events.Changed: _changed,
    events.DevicesChanged: _added,
    events.Tagged: _added,
    events.Held: _held,
    events.Snoozed: _snoozed,
    events.TimeLogged: _time_logged,
    events.Followed: _followed,
    events.Unfollowed: _unfollowed,
    events.Attributed: _attributed,
    events.Confirmed: _confirmed,
    events.Linked: _linked,
    events.Unlinked: _linked,
}


def sentence(event: Event, actor: str, names: Names, now: datetime) -> str:
    """One sentence without a full stop."""
    if say := SENTENCES.get(type(event)):
        return say(event, actor, names, now)
    values = {**asdict(event), "actor": actor}
    if "person" in values:
        values["person"] = names.person(values["person"])
    return event.sentence.format_map(values)
