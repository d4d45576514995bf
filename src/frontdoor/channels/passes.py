"""Passes: addresses in a mail that let its one reader do one thing, without signing in, for a while.

`4801.7.kz1.<26 letters>`: what it is for, whom, and the day it was made in base 36, and 130 bits of an HMAC-SHA256 over
all three, the purpose and the person's epoch, under the desk's key. So a pass ends with its days, with the person's
account, and when their rights change; whoever answers it also asks whether the person still takes part.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import date, datetime, timedelta

from django.conf import settings

from frontdoor.channels.models import Outgoing
from frontdoor.channels.replyto import EPOCH, base36
from frontdoor.people.models import Person
from frontdoor.tickets.models import Attachment

LIVES = {"fewer": timedelta(days=730), "file": timedelta(days=90)}
FORM = re.compile(r"([0-9a-z]{1,12})\.([0-9a-z]{1,12})\.([0-9a-z]{1,4})\.([a-z2-7]{26})")


def make(purpose: str, thing: int, person: Person, *, today: date) -> str:
    """Purposes are those of LIVES; `thing` is a ticket's or an attachment's number."""
    stem = f"{base36(thing)}.{base36(person.pk)}.{base36((today - EPOCH).days)}"
    return f"{stem}.{_mac(purpose, stem, person)}"


def read(purpose: str, text: str, *, now: datetime) -> tuple[int, Person] | None:
    """The thing and whose pass it is; None for whatever this desk did not make, or what has ended."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    thing, whose, day, mac = found.groups()
    person = Person.objects.filter(pk=int(whose, 36) % 2**63, active=True).first()
    if person is None or not hmac.compare_digest(
        mac, _mac(purpose, text.rpartition(".")[0], person)
    ):
        return None
    made = EPOCH + timedelta(days=int(day, 36))
    if not made <= now.date() + timedelta(1) <= made + LIVES[purpose]:
        return None
    return int(thing, 36), person


def file_address(file: Attachment, out: Outgoing) -> str:
    """Where the reader of a mail fetches a file that is too large for it."""
    if out.person is None:
        return f"{settings.SITE_URL}/portal/requests/{out.ticket_id}/"
    made = make("file", file.pk, out.person, today=out.created_at.date())
    return f"{settings.SITE_URL}/mail/files/{made}/"


def _mac(purpose: str, stem: str, person: Person) -> str:
    said = f"pass.{purpose}.{stem}.{person.epoch}"
    digest = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:26]
