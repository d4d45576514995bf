"""What happened to a request, told to whoever asked for it. Only public events have a sentence here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from frontdoor.core.pages import times
from frontdoor.people.actors import person_of
from frontdoor.tickets import events
from frontdoor.tickets.models import Entry, Ticket

DESK = "The desk"
SOLVED = {"fixed": "is fixed", "done": "is done", "answered": "is answered"}


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
            return DESK
        return "You" if pk == self.pk else self.names.get(pk, DESK)


def sentence(entry: Entry, reader: Reader) -> str:
    """Empty for what is no news to a requester, and for what is shown as a message."""
    tell = TOLD.get(entry.kind)
    return tell(entry, reader) if tell else ""


def _started(entry: Entry, reader: Reader) -> str:
    return f"{reader.who(entry.actor)} began to work on it"


def _held(entry: Entry, reader: Reader) -> str:
    event = entry.event
    if not isinstance(event, events.Held):
        return ""
    if event.hold_for == Ticket.HoldFor.REQUESTER:
        return f"{reader.who(entry.actor)} is waiting for an answer"
    until = ""
    if event.until:
        at = datetime.fromisoformat(event.until).astimezone(reader.now.tzinfo)
        until = f" until {times.date(at, reader.now)}"
    return f"On hold{until}: {event.reason}" if event.reason else f"On hold{until}"


def _resolved(entry: Entry, reader: Reader) -> str:
    event = entry.event
    outcome = event.outcome if isinstance(event, events.Resolved) else ""
    return f"{reader.who(entry.actor)} thinks it {SOLVED.get(outcome, 'is finished')}"


def _reopened(entry: Entry, reader: Reader) -> str:
    return f"{reader.who(entry.actor)} opened it again"


def _closed(entry: Entry, reader: Reader) -> str:
    event, who = entry.event, reader.who(entry.actor)
    outcome = event.outcome if isinstance(event, events.Closed) else ""
    if outcome == Ticket.Outcome.WITHDRAWN and who == "You":
        return "You no longer need it"
    if outcome in SOLVED and who == "You":
        return f"You said that it {SOLVED[outcome]}"
    return f"{who} closed it"


def _merged(entry: Entry, reader: Reader) -> str:
    event = entry.event
    return f"It goes on as {event.into}" if isinstance(event, events.Merged) else ""


def _unmerged(entry: Entry, reader: Reader) -> str:
    return "It goes on here again"


def _confirmed(entry: Entry, reader: Reader) -> str:
    return f"{reader.who(entry.actor)} confirmed who sent this"


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
