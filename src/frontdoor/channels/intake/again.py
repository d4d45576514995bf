"""A mail that was taken in, read once more for whoever wants to see all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from frontdoor.channels.adapters.email.bounded import Unreadable
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake.reading import READER, read
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.tickets.models import Message

FAR = timedelta(days=5 * 365 + 2)
MAX_HEADERS, MAX_TEXT = 200, 200_000
GONE = "Its bytes are no longer kept."


@dataclass(frozen=True, slots=True)
class Reread:
    """`date` is aware and None where the mail has none that can be believed."""

    received: datetime
    date: datetime | None
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    doubts: tuple[str, ...]
    defects: tuple[str, ...]


def spooled_of(message: Message) -> Spooled | None:
    """The row of the mail log that it came in by."""
    key = (message.spool_key or "").partition(".")[0]
    return Spooled.objects.filter(pk=int(key)).first() if key.isdecimal() else None


def reread(message: Message) -> Reread | str:
    """Or the reason, in words, why it can't be shown."""
    row = spooled_of(message)
    if row is None or not row.sha256:
        return GONE
    try:
        mail = read(row)
    except (storage.Damaged, FileNotFoundError):
        return GONE
    except Unreadable as why:
        return str(why)
    finally:
        READER.close()
    return _shown(row, mail)


def _shown(row: Spooled, mail: Mail) -> Reread:
    near = mail.date if mail.date and abs(mail.date - row.received_at) < FAR else None
    headers = tuple((name.title(), value[:2_000]) for name, value in mail.headers[:MAX_HEADERS])
    return Reread(
        row.received_at, near, headers, mail.text[:MAX_TEXT], mail.html, mail.doubts, mail.defects
    )
