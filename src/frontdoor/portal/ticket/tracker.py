"""The five doors of a request: passed, open, ahead, each with what is known of its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from frontdoor.core.pages import times
from frontdoor.portal.ticket.shown import Step
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.stages import TITLES, Stage

PASSED = (
    _later("Received"),
    _later("In the queue"),
    _later("Worked on"),
    _later("Checked"),
    _later("Fixed"),
)
LAST = len(TITLES)


def steps(ticket: Ticket, stage: Stage, now: datetime) -> tuple[Step, ...]:
    notes = _notes(ticket, stage, now)
    return tuple(_step(number, stage, notes.get(number, "")) for number in range(1, LAST + 1))


def _step(number: int, stage: Stage, note: str) -> Step:
    if stage.passed(number):
        return Step(str(PASSED[number - 1]), "done", note)
    if number == stage.number:
        return Step(stage.title, "now", note)
    return Step(str(TITLES[number - 1]), "ahead", note if stage.number < LAST else "")


def _notes(ticket: Ticket, stage: Stage, now: datetime) -> dict[int, str]:
    begun, ready = ticket.started_at, ticket.resolved_at
    notes = {1: times.clock(ticket.created_at, now)}
    if stage.number < LAST - 1:
        notes[stage.number + 1] = _("next")
    if begun:
        notes[2] = _span(begun - ticket.created_at)
        if stage.number == 3:
            notes[3] = _("since {when}").format(when=times.clock(begun, now))
        elif ready and ready >= begun:
            notes[3] = _span(ready - begun)
    if stage.number == LAST - 1:
        notes[4] = _("your turn")
    if ticket.closed_at:
        notes[5] = times.clock(ticket.closed_at, now)
    return notes


def _span(length: timedelta) -> str:
    """Nothing where it was so short that a number would only puzzle."""
    return times.span(length) if length >= timedelta(minutes=1) else ""
