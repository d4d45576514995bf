"""How a requester sees a ticket: five stages, a sentence for how it stands, a sentence for what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdoor.core.pages import times
from frontdoor.tickets.models import Ticket

TITLES = ("Received", "In the queue", "Being worked on", "Please check", "Fixed")
REOPENS_FOR = timedelta(days=30)
# Up to so many words a hold's reason reads as a name: "Waiting for Dell until Thursday".
NAME = 3


@dataclass(frozen=True)
class Stage:
    """`number` is 1 to 5. `yours`: the requester has the ball. `solved`: it ended as they wished."""

    number: int
    sentence: str
    then: str = ""
    yours: bool = False
    solved: bool = False

    @property
    def title(self) -> str:
        if self.number == len(TITLES) and not self.solved:
            return "Closed"
        return TITLES[self.number - 1]

    def passed(self, number: int) -> bool:
        """One that ended without being solved led from the first stage straight to the last."""
        if self.solved or number == 1:
            return True
        return number < self.number < len(TITLES)


def stage(ticket: Ticket, now: datetime) -> Stage:
    """`now` is aware and in the reader's zone; every time in the sentences is told in that zone."""
    return STAGES[ticket.status](ticket, now)


def may_reopen(ticket: Ticket, now: datetime) -> bool:
    """For 30 days after closing; a merged one goes on in the other."""
    if not ticket.solved_or_over or ticket.merged_into_id is not None:
        return False
    return ticket.closed_at is None or now - ticket.closed_at <= REOPENS_FOR


def _new(ticket: Ticket, now: datetime) -> Stage:
    if ticket.assignee is not None:
        return Stage(2, f"{_first(ticket)} has it and begins soon.", "")
    return Stage(2, "In the queue.", "We answer in order of urgency and age.")


def _open(ticket: Ticket, now: datetime) -> Stage:
    if ticket.assignee is None:
        return Stage(3, "Somebody began to work on it.", "")
    return Stage(3, f"{_first(ticket)} is working on it.", "")


def _hold(ticket: Ticket, now: datetime) -> Stage:
    until = ticket.hold_until.astimezone(now.tzinfo) if ticket.hold_until else None
    if ticket.hold_for == Ticket.HoldFor.REQUESTER:
        asks = f"{_first(ticket)} asked you something." if ticket.assignee else "We asked you."
        return Stage(3, asks, "We go on as soon as you answer.", yours=True)
    if ticket.hold_for == Ticket.HoldFor.DATE and until:
        when = times.day(until, now)
        return Stage(3, f"Planned for {when} {until:%H:%M}.", _quoted(ticket.hold_reason))
    return _awaiting(ticket, f" until {times.day(until, now)}" if until else "")


def _awaiting(ticket: Ticket, until: str) -> Stage:
    reason = ticket.hold_reason.rstrip(" .")
    if reason and len(reason.split()) <= NAME:
        return Stage(3, f"Waiting for {reason}{until}.")
    whom = WHOM.get(ticket.hold_for, "somebody else")
    return Stage(3, f"Waiting for {whom}{until}.", _quoted(reason))


def _resolved(ticket: Ticket, now: datetime) -> Stage:
    who = _first(ticket) if ticket.assignee else "The desk"
    if ticket.outcome in Ticket.SOLVED:
        return Stage(4, f"{who} thinks it is fixed. Is it?", yours=True)
    return Stage(4, f"{who} has finished with it. Is that right?", yours=True)


def _closed(ticket: Ticket, now: datetime) -> Stage:
    at = (ticket.closed_at or ticket.updated_at).astimezone(now.tzinfo)
    again = ""
    if may_reopen(ticket, now):
        again = f"Reopen it until {times.day(at + REOPENS_FOR, now)}."
    if ticket.outcome in Ticket.SOLVED:
        broken = f"Still broken? {again}" if again else ""
        return Stage(5, f"Fixed on {times.date(at, now)}.", broken, solved=True)
    if ticket.merged_into_id:
        return Stage(5, f"Same as {ticket.merged_into_id}.", "It goes on there.")
    return Stage(
        5, ENDED.get(ticket.outcome, "Closed."), f"Need it after all? {again}" if again else ""
    )


def _first(ticket: Ticket) -> str:
    return ticket.assignee.name.split()[0] if ticket.assignee else ""


def _quoted(reason: str) -> str:
    return f"“{reason}”" if reason else ""


STAGES: dict[str, Callable[[Ticket, datetime], Stage]] = {
    Ticket.Status.NEW: _new,
    Ticket.Status.OPEN: _open,
    Ticket.Status.HOLD: _hold,
    Ticket.Status.RESOLVED: _resolved,
    Ticket.Status.CLOSED: _closed,
}
WHOM: dict[str, str] = {
    Ticket.HoldFor.SUPPLIER: "a supplier",
    Ticket.HoldFor.PART: "a part",
    Ticket.HoldFor.APPROVAL: "a yes",
    Ticket.HoldFor.CHANGE: "a planned change",
}
ENDED: dict[str, str] = {
    Ticket.Outcome.WITHDRAWN: "Withdrawn by you.",
    Ticket.Outcome.DUPLICATE: "Same as another request.",
    Ticket.Outcome.DECLINED: "Not done.",
    Ticket.Outcome.NO_ANSWER: "Closed without your answer.",
    Ticket.Outcome.NOT_A_REQUEST: "Closed; there was nothing to do.",
}
