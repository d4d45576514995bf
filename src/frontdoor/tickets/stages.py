"""How a requester sees a ticket: five stages, a sentence for how it stands, a sentence for what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.pages import times
from frontdoor.tickets.models import Ticket

TITLES = (
    _later("Received"),
    _later("In the queue"),
    _later("Being worked on"),
    _later("Please check"),
    _later("Fixed"),
)
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
            return _("Closed")
        return str(TITLES[self.number - 1])

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
        return Stage(2, _("{name} has it and begins soon.").format(name=_first(ticket)), "")
    return Stage(2, _("In the queue."), _("We answer in order of urgency and age."))


def _open(ticket: Ticket, now: datetime) -> Stage:
    if ticket.assignee is None:
        return Stage(3, _("Somebody began to work on it."), "")
    return Stage(3, _("{name} is working on it.").format(name=_first(ticket)), "")


def _hold(ticket: Ticket, now: datetime) -> Stage:
    until = ticket.hold_until.astimezone(now.tzinfo) if ticket.hold_until else None
    if ticket.hold_for == Ticket.HoldFor.REQUESTER:
        asked = _("{name} asked you something.") if ticket.assignee else _("We asked you.")
        then = _("We go on as soon as you answer.")
        return Stage(3, asked.format(name=_first(ticket)), then, yours=True)
    if ticket.hold_for == Ticket.HoldFor.DATE and until:
        when = f"{times.day(until, now)} {until:%H:%M}"
        return Stage(3, _("Planned for {when}.").format(when=when), _quoted(ticket.hold_reason))
    return _awaiting(ticket, times.day(until, now) if until else "")


def _awaiting(ticket: Ticket, until: str) -> Stage:
    reason = ticket.hold_reason.rstrip(" .")
    words = _("Waiting for {whom} until {until}.") if until else _("Waiting for {whom}.")
    if reason and len(reason.split()) <= NAME:
        return Stage(3, words.format(whom=reason, until=until))
    whom = WHOM[ticket.hold_for] if ticket.hold_for in WHOM else _("somebody else")
    return Stage(3, words.format(whom=whom, until=until), _quoted(reason))


def _resolved(ticket: Ticket, now: datetime) -> Stage:
    who = _first(ticket) if ticket.assignee else _("The desk")
    if ticket.outcome in Ticket.SOLVED:
        return Stage(4, _("{who} thinks it is fixed. Is it?").format(who=who), yours=True)
    return Stage(4, _("{who} has finished with it. Is that right?").format(who=who), yours=True)


def _closed(ticket: Ticket, now: datetime) -> Stage:
    at = (ticket.closed_at or ticket.told_at).astimezone(now.tzinfo)
    again = ""
    if may_reopen(ticket, now):
        again = _("Reopen it until {day}.").format(day=times.day(at + REOPENS_FOR, now))
    if ticket.outcome in Ticket.SOLVED:
        broken = _("Still broken? {again}").format(again=again) if again else ""
        fixed = _("Fixed on {date}.").format(date=times.date(at, now))
        return Stage(5, fixed, broken, solved=True)
    if ticket.merged_into_id:
        return Stage(
            5, _("Same as {number}.").format(number=ticket.merged_into_id), _("It goes on there.")
        )
    ended = str(ENDED[ticket.outcome]) if ticket.outcome in ENDED else _("Closed.")
    return Stage(5, ended, _("Need it after all? {again}").format(again=again) if again else "")


def _first(ticket: Ticket) -> str:
    return ticket.assignee.name.split()[0] if ticket.assignee else ""


def _quoted(reason: str) -> str:
    return _("“{words}”").format(words=reason) if reason else ""


STAGES: dict[str, Callable[[Ticket, datetime], Stage]] = {
    Ticket.Status.NEW: _new,
    Ticket.Status.OPEN: _open,
    Ticket.Status.HOLD: _hold,
    Ticket.Status.RESOLVED: _resolved,
    Ticket.Status.CLOSED: _closed,
}
WHOM: dict[str, Any] = {
    Ticket.HoldFor.SUPPLIER: _later("a supplier"),
    Ticket.HoldFor.PART: _later("a part"),
    Ticket.HoldFor.APPROVAL: _later("a yes"),
    Ticket.HoldFor.CHANGE: _later("a planned change"),
}
ENDED: dict[str, Any] = {
    Ticket.Outcome.WITHDRAWN: _later("Withdrawn by you."),
    Ticket.Outcome.DUPLICATE: _later("Same as another request."),
    Ticket.Outcome.DECLINED: _later("Not done."),
    Ticket.Outcome.NO_ANSWER: _later("Closed without your answer."),
    Ticket.Outcome.NOT_A_REQUEST: _later("Closed; there was nothing to do."),
}
