"""Feedback reports (RFC 5965): a provider tells that somebody marked our mail as unwanted."""

from __future__ import annotations

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake.bounce import quoted
from frontdoor.channels.models import Spooled
from frontdoor.people.actors import SYSTEM
from frontdoor.tickets import verbs
from frontdoor.tickets.events import Complained

REASON = "A report that our mail was marked as unwanted."


def is_one(mail: Mail) -> bool:
    kinds = mail.header("content-type")
    return bool(kinds) and "feedback-report" in kinds[0].lower()


def noted(row: Spooled) -> int | None:
    """The number of the ticket that our mail was about, told there once; None where it is none of ours."""
    sent = quoted(row)
    if sent is None or sent.ticket is None or sent.person_id is None:
        return None
    told = sent.ticket.log.filter(kind=Complained.kind, at__gte=sent.created_at)
    if sent.pk not in {(entry.data or {}).get("mail") for entry in told}:
        verbs.observe(sent.ticket, fact=Complained(sent.person_id, sent.pk), by=SYSTEM)
    return sent.ticket.pk
