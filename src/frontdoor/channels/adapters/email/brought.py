"""Other people's messages that a mail brings along: copied into its text, or attached as .eml or .msg."""

from __future__ import annotations

from typing import Protocol

from frontdoor.channels.adapters.email.compound import MAGIC
from frontdoor.channels.adapters.email.copied import copied
from frontdoor.channels.adapters.email.mail import Attachment, Mail

MOST = 20


class Read(Protocol):
    """`read.read`, which is above this module."""

    def __call__(self, raw: bytes, *, own_host: str = "", deep: int = 0) -> Mail: ...


def brought(mail: Mail, read: Read, deep: int) -> tuple[Mail, ...]:
    """What the text holds first, then what is attached; each may itself bring others, `deep` levels down."""
    if mail.bounce is not None:
        return ()
    attached = [one for one in mail.attachments if is_mail(one)][:MOST]
    return (*copied(mail.text), *(read(one.content, deep=deep - 1) for one in attached))


def is_mail(file: Attachment) -> bool:
    """By what it is, or for text by what the sender calls it."""
    if file.type == "message/rfc822" or file.name.lower().endswith(".eml"):
        return bool(file.content.strip())
    return file.content.startswith(MAGIC) and file.name.lower().endswith(".msg")
