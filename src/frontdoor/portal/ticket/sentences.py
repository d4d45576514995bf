"""What happened to a request, told to whoever asked for it. Only public events have a sentence here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.pages import times
from frontdoor.people.actors import person_of
from frontdoor.tickets import events
from frontdoor.tickets.models import Entry, Ticket

DESK = _later("The desk")
THINKS = {
    "fixed": _later("{who} thinks it is fixed"),
    "done": _later("{who} thinks it is done"),
    "answered": _later("{who} thinks it is answered"),
}
SAID = {
    "fixed": _later("You said that it is fixed"),
    "done": _later("You said that it is done"),
    "answered": _later("You said that it is answered"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is told: their key, their present moment, and the names of everybody in it."""

    pk: int | None
    now: datetime
    names: Mapping[int, str]

    def who(self, label: str) -> str:
        """ "You", a name, or the desk where no person acted."""
        pk = person_of(label)
        if pk is None:
            return str(DESK)
        return _("You") if pk == self.pk else self.names.get(pk) or str(DESK)


def sentence(entry: Entry, reader: Reader) -> str:
    """Empty for what is no news to a requester, and for what is shown as a message."""
    tell = TOLD.get(entry.kind)
    return tell(entry, reader) if tell else ""


def _started(entry: Entry, reader: Reader) -> str:
    return _("{who} began to work on it").format(who=reader.who(entry.actor))


def _held(entry: Entry, reader: Reader) -> str:
    event = entry.event
    if not isinstance(event, events.Held):
        return ""
    if event.hold_for == Ticket.HoldFor.REQUESTER:
        return _("{who} is waiting for an answer").format(who=reader.who(entry.actor))
    held = _("On hold")
    if event.until:
        at = datetime.fromisoformat(event.until).astimezone(reader.now.tzinfo)
        held = _("On hold until {date}").format(date=times.date(at, reader.now))
    return f"{held}: {event.reason}" if event.reason else held


def _resolved(entry: Entry, reader: Reader) -> str:
    event = entry.event
    outcome = event.outcome if isinstance(event, events.Resolved) else ""
    thinks = str(THINKS[outcome]) if outcome in THINKS else _("{who} thinks it is finished")
    return thinks.format(who=reader.who(entry.actor))


def _reopened(entry: Entry, reader: Reader) -> str:
    return _("{who} opened it again").format(who=reader.who(entry.actor))


def _closed(entry: Entry, reader: Reader) -> str:
    event, pk = entry.event, person_of(entry.actor)
    mine = pk is not None and pk == reader.pk
    outcome = event.outcome if isinstance(event, events.Closed) else ""
    if outcome == Ticket.Outcome.WITHDRAWN and mine:
        return _("You no longer need it")
    if outcome in SAID and mine:
        return str(SAID[outcome])
    return _("{who} closed it").format(who=reader.who(entry.actor))


def _merged(entry: Entry, reader: Reader) -> str:
    event = entry.event
    if not isinstance(event, events.Merged):
        return ""
    return _("It goes on as {number}").format(number=event.into)


def _unmerged(entry: Entry, reader: Reader) -> str:
    return _("It goes on here again")


def _confirmed(entry: Entry, reader: Reader) -> str:
    return _("{who} confirmed who sent this").format(who=reader.who(entry.actor))


TOLD: dict[str, Callable[[Entry, Reader], str]] = {
    events.Started.kind: _started,
    events.Held.kind: _held,
    events.Resolved.kind: _resolved,
    events.Reopened.kind: _reopened,
    events.Closed.kind: _closed,
    events.Merged.kind: _merged,
    events.Unmerged.kind: _unmerged,
    events.Confirmed.kind: _confirmed,
}
ICONS = {
    events.Started.kind: "play",
    events.Held.kind: "st-hold",
    events.Resolved.kind: "st-resolved",
    events.Reopened.kind: "st-reopened",
    events.Closed.kind: "st-closed",
    events.Merged.kind: "merge",
    events.Confirmed.kind: "check",
}
