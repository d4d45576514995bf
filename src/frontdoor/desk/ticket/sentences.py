"""What an entry says to a person: the event's own sentence, or a better one where names or words matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from frontdoor.channels.kept import told
from frontdoor.core.pages import times
from frontdoor.core.pages.tongues import said as _
from frontdoor.desk.ticket.names import Names
from frontdoor.desk.words import tongue
from frontdoor.log.events import Event
from frontdoor.tickets import events
from frontdoor.tickets.models import TicketLink

Say = Callable[[Any, str, Names, datetime], str]


NOUNS = {
    "subject": gettext_noop("the subject"),
    "kind": gettext_noop("the kind"),
    "urgency": gettext_noop("the urgency"),
    "impact": gettext_noop("the impact"),
    "priority": gettext_noop("the priority"),
    "service": gettext_noop("the service"),
    "category": gettext_noop("the category"),
    "organisation": gettext_noop("the organisation"),
    "place": gettext_noop("the place"),
    "cause": gettext_noop("the cause"),
    "door": gettext_noop("the door"),
}


def _assigned(event: events.Assigned, actor: str, names: Names, now: datetime) -> str:
    if event.to is None:
        return _("{actor} gave this back to the queue").format(actor=actor)
    to = names.person(event.to)
    words = _("{actor} took this") if to == actor else _("{actor} assigned this to {to}")
    return words.format(actor=actor, to=to)


def _handed_over(event: events.HandedOver, actor: str, names: Names, now: datetime) -> str:
    to = names.person(event.to) if event.to else names.team(event.team)
    words = _("{actor} handed this over to {to}: {reason}")
    return words.format(actor=actor, to=to, reason=event.reason)


def _help_asked(event: events.HelpAsked, actor: str, names: Names, now: datetime) -> str:
    words = _("{actor} asked {name} for help")
    return _because(words.format(actor=actor, name=names.person(event.person)), event.reason)


def _changed(event: events.Changed, actor: str, names: Names, now: datetime) -> str:
    noun = _(NOUNS[event.field]) if event.field in NOUNS else event.field.removeprefix("custom.")
    words = _("{actor} changed {field} from {before} to {after}").format(
        actor=actor,
        field=noun,
        before=names.value(event.field, event.before),
        after=names.value(event.field, event.after),
    )
    return _because(words, event.reason)


def _because(words: str, reason: str) -> str:
    return f"{words}: {reason}" if reason else words


def _added(
    event: events.Tagged | events.DevicesChanged, actor: str, names: Names, now: datetime
) -> str:
    if event.added and event.removed:
        words = _("{actor} added {added} and took off {removed}")
    else:
        words = _("{actor} added {added}") if event.added else _("{actor} took off {removed}")
    return words.format(actor=actor, added=", ".join(event.added), removed=", ".join(event.removed))


def _held(event: events.Held, actor: str, names: Names, now: datetime) -> str:
    if event.hold_for == "requester":
        return _("{actor} waits for the requester").format(actor=actor)
    whom = tongue().holds.get(event.hold_for, event.hold_for)
    if not event.until:
        words = _("{actor} put this on hold ({whom}) until further notice: {reason}")
        return words.format(actor=actor, whom=whom, reason=event.reason)
    until = times.clock(datetime.fromisoformat(event.until), now)
    words = _("{actor} put this on hold ({whom}) until {until}: {reason}")
    return words.format(actor=actor, whom=whom, until=until, reason=event.reason)


def _snoozed(event: events.Snoozed, actor: str, names: Names, now: datetime) -> str:
    until = times.clock(datetime.fromisoformat(event.until), now)
    return _("{actor} hid this from their own list until {until}").format(actor=actor, until=until)


def _time_logged(event: events.TimeLogged, actor: str, names: Names, now: datetime) -> str:
    return _("{actor} logged {spent}").format(actor=actor, spent=times.minutes(event.minutes))


def _followed(event: events.Followed, actor: str, names: Names, now: datetime) -> str:
    who = names.person(event.person)
    words = _("{actor} follows this") if who == actor else _("{actor} lets {name} follow this")
    return words.format(actor=actor, name=who)


def _attributed(event: events.Attributed, actor: str, names: Names, now: datetime) -> str:
    to, before = names.person(event.to), names.person(event.before)
    words = _("{actor} said that this is the request of {to}, not of {before}")
    return words.format(actor=actor, to=to, before=before)


def _unfollowed(event: events.Unfollowed, actor: str, names: Names, now: datetime) -> str:
    who = names.person(event.person)
    words = _("{actor} no longer follows this") if who == actor else _("{actor} took {name} off")
    return words.format(actor=actor, name=who)


def _confirmed(event: events.Confirmed, actor: str, names: Names, now: datetime) -> str:
    if not event.person:
        return _("{actor} confirmed whose words these are").format(actor=actor)
    words = _("{actor} confirmed that the words are {name}’s")
    return words.format(actor=actor, name=names.person(event.person))


def _linked(event: Any, actor: str, names: Names, now: datetime) -> str:
    made = isinstance(event, events.Linked)
    words = (
        _("{actor} linked this: {relation} {other}")
        if made
        else _("{actor} took off a link: {relation} {other}")
    )
    return words.format(actor=actor, relation=relation(event.relation), other=event.other)


def relation(stored: str) -> str:
    """How two tickets hang together, in words."""
    known = dict(TicketLink.Relation.choices).get(stored)
    return _(str(known)) if known else stored.replace("_", " ")


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
    if "why" in values:
        values["why"] = told(values["why"])
    return _(event.sentence).format_map(values)
