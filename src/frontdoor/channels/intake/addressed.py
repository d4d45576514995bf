"""A mail that was piped in without an envelope goes to the mailboxes that its headers name."""

from __future__ import annotations

from collections.abc import Iterator

from frontdoor.channels import spool
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Spooled

FIELDS = ("delivered-to", "x-original-to", "envelope-to")


def assign(row: Spooled, mail: Mail) -> None:
    """The first of them takes the row, the others get rows of their own; with none it stays the default one's."""
    if row.source != "pipe" or row.recipients or row.mailbox_id:
        return
    known = addresses.owners(dict.fromkeys(_named(mail)))
    first, *others = addresses.parted(known)
    if not known:
        return
    for part in others:
        key = f"pipe:{row.pk}:{part.mailbox or 0}"
        spool.copied(row, key=key, mailbox=part.mailbox, recipient=part.recipients[0])
    row.mailbox_id, row.recipients = first.mailbox, first.recipients
    row.save(update_fields=["mailbox", "recipients"])


def _named(mail: Mail) -> Iterator[str]:
    for name in FIELDS:
        yield from mail.header(name)
    yield from (box.address for box in (*mail.to, *mail.cc) if box.address)
