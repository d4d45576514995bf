"""The work: change, tag, device, start, hold, resolve, reopen, close, log time, snooze, observe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from frontdoor.core.errors import Refused
from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.tickets import custom_fields, events
from frontdoor.tickets.events import (
    Assigned,
    Changed,
    Closed,
    DevicesChanged,
    Held,
    Reopened,
    Resolved,
    Snoozed,
    Started,
    Tagged,
    TimeLogged,
)
from frontdoor.tickets.fields import FIELDS
from frontdoor.tickets.models import Device, Snooze, Tagging, Ticket, TimeSpent
from frontdoor.tickets.verbs.conversation import reopen_in_place
from frontdoor.tickets.verbs.verb import verb

FACTS = (
    events.Bounced,
    events.Complained,
    events.SendFailed,
    events.HoldEnded,
    events.FewerMails,
    events.MoreMails,
)
NEEDS_NO_ANSWER = frozenset({"withdrawn", "duplicate", "not_a_request"})
LONGEST_DAY = 24 * 60


@verb
def change(
    ticket: Ticket, *, field: str, value: Any, by: Actor, reason: str = ""
) -> Iterator[Changed]:
    """One plain fact. A priority that differs from the matrix keeps its reason."""
    before = _value(ticket, field)
    if field in FIELDS:
        FIELDS[field].write(ticket, value)
    else:
        custom_fields.write(custom_fields.named(field), ticket, value)
    after = _value(ticket, field)
    why = reason.strip()[:255]
    explained = field == "priority" and why not in ("", ticket.priority_reason)
    if before != after or explained:
        if field == "priority":
            ticket.priority_reason = why
        yield Changed(field, before, after, reason.strip())


@verb
def tag(
    ticket: Ticket, *, by: Actor, add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Iterator[Tagged]:
    """Tags are lower-case words of at most 40 characters."""
    held = set(ticket.taggings.values_list("name", flat=True))
    added = sorted({_tag(name) for name in add} - held)
    removed = sorted({_tag(name) for name in remove} & held)
    Tagging.objects.bulk_create(Tagging(ticket=ticket, name=name) for name in added)
    ticket.taggings.filter(name__in=removed).delete()
    if added or removed:
        yield Tagged(tuple(added), tuple(removed))


@verb
def device(
    ticket: Ticket, *, by: Actor, add: Sequence[Device] = (), remove: Sequence[Device] = ()
) -> Iterator[DevicesChanged]:
    """Which laptops, printers or phones this is about."""
    held = set(ticket.devices.all())
    added, removed = set(add) - held, set(remove) & held
    ticket.devices.add(*added)
    ticket.devices.remove(*removed)
    if added or removed:
        yield DevicesChanged(_labels(added), _labels(removed))


@verb
def start(ticket: Ticket, *, by: Actor) -> Iterator[Event]:
    """In progress, by whoever starts it where nobody has it."""
    if ticket.solved_or_over:
        raise Refused("This is already finished. Open it again first.")
    if ticket.assignee_id is None and by.person_id is not None:
        ticket.assignee_id = by.person_id
        yield Assigned(to=by.person_id, before=None)
    if ticket.status != Ticket.Status.OPEN:
        ticket.status = Ticket.Status.OPEN
        ticket.hold_for, ticket.hold_until, ticket.hold_reason = "", None, ""
        ticket.started_at = ticket.started_at or ticket.at
        yield Started()


@verb
def hold(
    ticket: Ticket, *, hold_for: str, by: Actor, until: datetime | None = None, reason: str = ""
) -> Iterator[Held]:
    """Waits for somebody. All but waiting for the requester need a reason and an end."""
    if ticket.solved_or_over:
        raise Refused("This is already finished. Open it again first.")
    if hold_for not in Ticket.HoldFor.values:
        raise Refused("Say what it waits for.")
    if hold_for != Ticket.HoldFor.REQUESTER and (until is None or not reason.strip()):
        raise Refused("A hold needs a reason and a day on which it ends.")
    if until is not None and until <= ticket.at:
        raise Refused("That time has already passed.")
    now = (hold_for, until, reason.strip()[:255])
    if (ticket.hold_for, ticket.hold_until, ticket.hold_reason) == now:
        return
    ticket.status = Ticket.Status.HOLD
    ticket.hold_for, ticket.hold_until, ticket.hold_reason = now
    yield Held(hold_for, until.isoformat() if until else None, now[2])


@verb
def resolve(
    ticket: Ticket, *, by: Actor, resolution: str = "", outcome: str = "fixed", cause: str = ""
) -> Iterator[Event]:
    """Asks one thing: what fixed it? Empty only where there was nothing to fix."""
    if ticket.solved_or_over:
        return
    if outcome not in Ticket.Outcome.values or (cause and cause not in Ticket.Cause.values):
        raise Refused("That is not one of the outcomes or causes we know.")
    if not resolution.strip() and outcome not in NEEDS_NO_ANSWER:
        raise Refused("Say in a few words what fixed it.")
    if ticket.assignee_id is None and by.person_id is not None:
        ticket.assignee_id = by.person_id
        yield Assigned(to=by.person_id, before=None)
    _finish(ticket, Ticket.Status.RESOLVED, outcome)
    ticket.resolution, ticket.cause = resolution.strip(), cause or ticket.cause
    yield Resolved(outcome)


@verb
def reopen(ticket: Ticket, *, by: Actor) -> Iterator[Reopened]:
    """Not fixed after all: back to the same assignee."""
    if ticket.merged_into_id:
        raise Refused("This was merged into another. Undo the merge first.")
    if ticket.solved_or_over:
        reopen_in_place(ticket)
        yield Reopened()


@verb
def close(ticket: Ticket, *, by: Actor, outcome: str = "") -> Iterator[Closed]:
    """The end: confirmed, withdrawn, or said honestly. A requester's own close of open work withdraws it."""
    if ticket.status == Ticket.Status.CLOSED:
        return
    finished = ticket.status == Ticket.Status.RESOLVED
    ended = outcome or (ticket.outcome if finished else Ticket.Outcome.WITHDRAWN)
    if ended not in Ticket.Outcome.values:
        raise Refused("That is not one of the outcomes we know.")
    if not by.is_staff and ended not in (ticket.outcome, Ticket.Outcome.WITHDRAWN):
        raise Refused("You can confirm that it is fixed, or say that you no longer need it.")
    _finish(ticket, Ticket.Status.CLOSED, ended)
    ticket.closed_at = ticket.at
    yield Closed(ended)


@verb
def log_time(
    ticket: Ticket, *, minutes: int, by: Actor, on: date | None = None
) -> Iterator[TimeLogged]:
    """1 to 1,440 minutes on one day."""
    if not 1 <= minutes <= LONGEST_DAY:
        raise Refused("Time is 1 to 1,440 minutes a day.")
    day = on or ticket.at.date()
    TimeSpent.objects.create(ticket=ticket, person_id=by.person_id, minutes=minutes, on=day)
    ticket.minutes_spent += minutes
    yield TimeLogged(minutes, day.isoformat())


@verb
def snooze(ticket: Ticket, *, until: datetime, by: Actor) -> Iterator[Snoozed]:
    """Hidden from one's own list until then; nobody else notices."""
    if by.person_id is None:
        raise Refused("Only a person has a list to hide it from.")
    if until <= ticket.at:
        raise Refused("That time has already passed.")
    Snooze.objects.update_or_create(
        ticket=ticket, person_id=by.person_id, defaults={"until": until}
    )
    yield Snoozed(until.isoformat())


@verb
def observe(ticket: Ticket, *, fact: Event, by: Actor) -> Iterator[Event]:
    """A fact that changes nothing by itself: a bounce, a breach, an acknowledgement sent."""
    if not isinstance(fact, FACTS):
        raise Refused("That is not something the desk observes.")
    yield fact


def _value(ticket: Ticket, field: str) -> str:
    custom = None if field in FIELDS else custom_fields.named(field)
    held = custom_fields.read(custom, ticket) if custom else FIELDS[field].read(ticket)
    return "" if held is None else str(held)


def _tag(name: str) -> str:
    word = name.strip().lower()
    if not word or len(word) > 40 or any(c.isspace() or c in ",:\"'" for c in word):
        raise Refused("A tag is one word of at most 40 characters.")
    return word


def _labels(devices: set[Device]) -> tuple[str, ...]:
    return tuple(sorted(device.tag for device in devices))


def _finish(ticket: Ticket, status: str, outcome: str) -> None:
    ticket.status, ticket.outcome = status, outcome
    ticket.hold_for, ticket.hold_until, ticket.hold_reason = "", None, ""
    ticket.waiting_since, ticket.reopened, ticket.look_again = None, False, False
    ticket.resolved_at = ticket.resolved_at or ticket.at
