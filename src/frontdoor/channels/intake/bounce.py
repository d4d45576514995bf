"""Delivery reports: noted on the ticket whose mail did not arrive; believed only for mail that we sent."""

from __future__ import annotations

import re

from django.db import models

from frontdoor.channels import replyto
from frontdoor.channels.adapters.email.mail import Bounce, Mail
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import storage
from frontdoor.people.actors import SYSTEM
from frontdoor.people.models import Address
from frontdoor.tickets import verbs
from frontdoor.tickets.events import Bounced

LOOKED_AT = 1_000_000
OUR_ID = re.compile(rb"\bfd\.[0-9a-f]{32}@[A-Za-z0-9.-]{1,200}")
FOR_GOOD = re.compile(r"(?<![\d.])5[0-5]\d(?=[ -])|(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])")
PLAINLY = (
    ("1.2", "there is no such domain"),
    ("1.8", "their server does not take our address"),
    ("1.", "there is no such mailbox"),
    ("2.1", "the mailbox is switched off"),
    ("2.2", "the mailbox is full"),
    ("2.3", "the mail was too large for it"),
    ("2.", "the mailbox does not take mail"),
    ("3.4", "the mail was too large for it"),
    ("3.", "their server has a fault"),
    ("4.", "their server could not be reached"),
    ("5.", "their server did not understand it"),
    ("6.", "their server did not understand it"),
    ("7.", "their server refused it"),
)


def noted(row: Spooled, mail: Mail) -> int | None:
    """The ticket's number, or None for a report about mail that was never ours, which flags nobody."""
    sent, told = _sent(row, mail), mail.bounce
    if sent is None or told is None:
        return None
    if told.permanent and ends(told):
        # Only what is certain keeps further mail back: many reports of a passing trouble read like an end.
        failing = Address.objects.filter(email=sent.email, failing_since=None)
        failing.update(failing_since=row.received_at)
    why = plainly(told)
    Outgoing.objects.filter(pk=sent.pk).update(came_back=why[:255], came_back_at=row.received_at)
    _tell(sent, Bounced(sent.person_id or 0, why[:200], told.permanent, sent.pk))
    return sent.ticket_id


def plainly(told: Bounce) -> str:
    """As in "the mailbox is full (temporary)"."""
    detail = told.status.partition(".")[2]
    known = next((words for start, words in PLAINLY if detail.startswith(start)), "")
    said = known or " ".join(told.reason.split())[:150] or "no reason was given"
    return f"{said} ({'for good' if told.permanent else 'temporary'})"


def ends(told: Bounce) -> bool:
    """A status or code that begins with 5."""
    return told.status.startswith("5") or bool(FOR_GOOD.search(told.reason))


def _tell(sent: Outgoing, fact: Bounced) -> None:
    """Once for each mail and each way it ended, however many reports come."""
    if sent.ticket is None or sent.person_id is None:
        return
    told = sent.ticket.log.filter(kind=Bounced.kind, at__gte=sent.created_at)
    ends = {((e.data or {}).get("mail"), (e.data or {}).get("permanent")) for e in told}
    if (sent.pk, fact.permanent) not in ends:
        verbs.observe(sent.ticket, fact=fact, by=SYSTEM)


def _sent(row: Spooled, mail: Mail) -> Outgoing | None:
    """By the id of our mail, which a report quotes; else by our envelope's sender, the reader's own reply address."""
    return quoted(row) or _addressed(row, mail)


def ours() -> models.QuerySet[Outgoing]:
    """What has been sent, newest first."""
    return Outgoing.objects.exclude(sent_at=None).select_related("ticket").order_by("-pk")


def quoted(row: Spooled) -> Outgoing | None:
    """The mail of ours whose id stands in this one's bytes."""
    found = OUR_ID.findall(storage.read_blob(row.sha256)[:LOOKED_AT])
    ids = list(dict.fromkeys(each.decode("ascii") for each in found))[:20]
    return ours().filter(message_id__in=ids).first() if ids else None


def _addressed(row: Spooled, mail: Mail) -> Outgoing | None:
    """What was fetched has no envelope any more: its headers say whom it was for."""
    for recipient in [
        *row.recipients,
        *mail.header("delivered-to"),
        *(to.address for to in mail.to),
    ]:
        token = replyto.read(recipient, now=row.received_at)
        if token:
            return ours().filter(ticket_id=token.ticket, person_id=token.person).first()
    return None
