"""Reply addresses: each made for one recipient of one ticket, and proof only of having received it.

`desk+r.1042.7.kz1.<26 letters>@example.org`: ticket and person in base 36, the day it was made, and 130 bits of an
HMAC-SHA256 over all three under the desk's key. Lower case only, since the part before @ is folded on the way.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

MARK = "r"
LIVES = timedelta(days=730)
EPOCH = date(2026, 1, 1)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FORM = re.compile(
    r"\+r\.([0-9a-z]{1,9})\.([0-9a-z]{1,9})\.([0-9a-z]{1,4})\.([a-z2-7]{26})@", re.IGNORECASE
)


@dataclass(frozen=True)
class Token:
    """A ticket and the person whom it was sent to."""

    ticket: int
    person: int


def address(token: Token, *, today: date, mailbox: str = "") -> str:
    """Where this person's answer about this ticket is to go; `mailbox` is one of ours, else the default one."""
    local, _, host = (mailbox or settings.MAILBOX).rpartition("@")
    day = base36((today - EPOCH).days)
    stem = f"{base36(token.ticket)}.{base36(token.person)}.{day}"
    return f"{local}+{MARK}.{stem}.{_mac(stem)}@{host}"


def read(recipient: str, *, now: datetime) -> Token | None:
    """The token of an address that this desk made, while it lasts; None for everything else."""
    found = FORM.search(recipient)
    if found is None:
        return None
    ticket, person, day, mac = (part.lower() for part in found.groups())
    if not hmac.compare_digest(mac, _mac(f"{ticket}.{person}.{day}")):
        return None
    made = EPOCH + timedelta(days=int(day, 36))
    return (
        Token(int(ticket, 36), int(person, 36))
        if made <= now.date() + timedelta(1) <= made + LIVES
        else None
    )


def _mac(stem: str) -> str:
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"reply.{stem}".encode(), hashlib.sha256
    ).digest()
    return base64.b32encode(digest).decode().lower()[:26]


def base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits
