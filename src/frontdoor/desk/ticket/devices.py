"""The devices that a ticket is about, and those of its requester that it may be about."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.shown import Gear
from frontdoor.tickets.models import Ticket

MOST = 8
YEAR = 365


def devices(ticket: Ticket, now: datetime) -> tuple[Gear, ...]:
    """Those that were named first, then the requester's own."""
    rows = asked.devices(MOST, ticket=ticket.pk, person=ticket.requester_id)
    return tuple(_gear(now.date(), *row) for row in rows)


def _gear(
    today: date,
    tag: str,
    model: str,
    place: str,
    bought: date | None,
    warranty: date | None,
    named: bool,  # noqa: FBT001 -- a column
) -> Gear:
    facts = (_age(bought, today), _warranty(warranty, today), place)
    return Gear(tag, model, ", ".join(fact for fact in facts if fact), named)


def _age(bought: date | None, today: date) -> str:
    if bought is None:
        return ""
    years = (today - bought).days // YEAR
    if not years:
        return _("under a year old")
    return ngettext("{count} year old", "{count} years old", years).format(count=years)


def _warranty(until: date | None, today: date) -> str:
    if until is None:
        return ""
    if until < today:
        return _("out of warranty")
    words = _("warranty to {month} {year}")
    return words.format(month=_(f"{until:%B}"), year=until.year)
