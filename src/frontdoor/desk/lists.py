"""The lists of the desk: which tickets each shows. Their order is fair, everywhere the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.core.pages.tongues import once_a_language
from frontdoor.core.prepared import Given
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.queries import ME, NOW, TicketQuerySet

Narrow = Callable[[TicketQuerySet[Ticket], Mapping[str, Any]], TicketQuerySet[Ticket]]
"""From tickets to those of a list, for `me`, `now` and `team`: values, or those of `GIVEN` in a prepared question."""

GIVEN = {"me": ME, "now": NOW, "team": Given("team", BigIntegerField())}


@dataclass(frozen=True)
class List:
    """One list of the rail. `name` is marked, `key` what is pressed to get there."""

    slug: str
    name: str
    icon: str
    key: str
    narrow: Narrow


def everything(tickets: TicketQuerySet[Ticket], by: Mapping[str, Any]) -> TicketQuerySet[Ticket]:
    """Closed ones too."""
    return tickets


def of_team(tickets: TicketQuerySet[Ticket], by: Mapping[str, Any]) -> TicketQuerySet[Ticket]:
    """What waits for a team."""
    return tickets.unresolved().of_team(by["team"])


def _mine(tickets: TicketQuerySet[Ticket], by: Mapping[str, Any]) -> TicketQuerySet[Ticket]:
    own = tickets.unresolved().assigned_to(by["me"]).exclude(status=Ticket.Status.HOLD)
    return own.awake_for(by["me"], by["now"])


LISTS = {
    each.slug: each
    for each in (
        List("mine", gettext_noop("My work"), "user", "g m", _mine),
        List(
            "unassigned",
            gettext_noop("Unassigned"),
            "arch",
            "g u",
            lambda tickets, *_: tickets.unassigned(),
        ),
        List(
            "waiting",
            gettext_noop("Waiting"),
            "st-waiting",
            "g w",
            lambda tickets, *_: tickets.waiting(),
        ),
        List(
            "open",
            gettext_noop("All open"),
            "stack",
            "g q",
            lambda tickets, *_: tickets.unresolved(),
        ),
    )
}


@once_a_language
def names() -> dict[str, str]:
    """By slug, what each list is called in the language that is active."""
    return {slug: _(each.name) for slug, each in LISTS.items()}
