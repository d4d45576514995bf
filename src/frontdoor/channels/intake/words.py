"""A mail's words and files, as the verbs take them."""

from __future__ import annotations

from frontdoor.channels.adapters.email.mail import Attachment, Mail
from frontdoor.channels.models import Spooled
from frontdoor.core import storage
from frontdoor.people.models import Address
from frontdoor.tickets.verbs import Carried, File

UNTYPED = "application/octet-stream"


def body_of(mail: Mail) -> str:
    """What the person wrote this time; the whole text where nothing seems to be theirs."""
    return mail.reply_text.strip() or mail.text.strip()


def carried(
    row: Spooled, mail: Mail, *, doubt: str = "", addressed_to: int | None = None
) -> Carried:
    """Keeps the files, then describes everything. `doubt` says why the sender is not proved."""
    body = body_of(mail)
    return Carried(
        html=mail.html,
        quoted=mail.text if mail.text.strip() != body else "",
        message_id=mail.message_id[:255],
        in_reply_to=(mail.in_reply_to[0] if mail.in_reply_to else "")[:255],
        verified=not doubt,
        doubt=doubt[:255],
        automatic=mail.is_auto_reply,
        answerable=mail.may_auto_respond,
        spool_key=str(row.pk),
        files=[_file(attachment) for attachment in mail.attachments],
        addressed_to=addressed_to,
        suggested=_in_cc(mail),
    )


def _in_cc(mail: Mail) -> list[int]:
    """A Cc is data, not access (trust.md, rule 3): whom of it we know."""
    addresses = [box.address.lower() for box in mail.cc[:20]]
    return (
        sorted(set(Address.objects.filter(email__in=addresses).values_list("person_id", flat=True)))
        if addresses
        else []
    )


def _file(attachment: Attachment) -> File:
    blob = storage.keep(attachment.content)
    return File(
        blob.sha256,
        attachment.name[:255],
        (attachment.type or UNTYPED)[:100],
        blob.size,
        attachment.content_id[:255],
    )
