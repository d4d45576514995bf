"""One verb over many tickets, each in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs.verb import VERBS


@dataclass(frozen=True)
class Report:
    """Which tickets were done, which had it already, and which were refused with why (by number)."""

    done: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    refused: dict[int, Refused] = field(default_factory=dict)


def bulk(verb: str, tickets: Iterable[Ticket], *, by: Actor, **how: Any) -> Report:
    """Run the verb of this name ticket by ticket; a refusal of one stops none of the others."""
    report = Report()
    for ticket in tickets:
        try:
            entries = VERBS[verb](ticket, by=by, **how)
        except Refused as refusal:
            report.refused[ticket.pk] = refusal
        else:
            (report.done if entries else report.unchanged).append(ticket.pk)
    return report
