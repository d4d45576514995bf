"""A mail that was too large to be fetched is read from its head alone, and its ticket says so."""

from __future__ import annotations

from dataclasses import replace

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.models import Spooled

NOTICE = (
    "This mail has {size:.0f} MB, more than is fetched here, so only its head was taken: who wrote, when, and "
    "about what. The mail itself still lies in the mailbox “{name}”."
)


def told(row: Spooled, mail: Mail) -> Mail:
    """The mail as it is, or with the notice in place of the words that were not fetched."""
    if row.whole_size is None:
        return mail
    name = row.mailbox.name if row.mailbox else ""
    notice = NOTICE.format(size=row.whole_size / 1e6, name=name)
    return replace(mail, text=notice, reply_text=notice, html="", attachments=(), unfit="")
