"""Reads one message: raw bytes in, a frozen `Mail` out. Pure, linear, and never raises on bad mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from frontdoor.channels.adapters.email import protected
from frontdoor.channels.adapters.email.automatic import Signs
from frontdoor.channels.adapters.email.bodies import Body, body
from frontdoor.channels.adapters.email.bounces import bounce_of
from frontdoor.channels.adapters.email.brought import brought
from frontdoor.channels.adapters.email.compound import MAGIC
from frontdoor.channels.adapters.email.dates import parsed
from frontdoor.channels.adapters.email.forwards import split
from frontdoor.channels.adapters.email.headers import Headers, too_large
from frontdoor.channels.adapters.email.mail import Attachment, Invitation, Mail
from frontdoor.channels.adapters.email.quotes import reply_text, reply_text_from_html
from frontdoor.channels.adapters.email.reports import nodes
from frontdoor.channels.adapters.email.senders import sender
from frontdoor.channels.adapters.email.subjects import shortened
from frontdoor.channels.adapters.email.tree import Growth, Node, tree
from frontdoor.core.html import sanitised

MAX_TEXT = 1_000_000


def read(raw: bytes, *, own_host: str = "", deep: int = 0) -> Mail:
    """`own_host` is the desk's host name: mail that bears it in its Message-ID is the desk's own.

    Down to `deep` levels the messages that it brings along are read too: attached, or copied into its text.
    """
    raw = _unsaved(raw) if raw.startswith(MAGIC) else raw
    growth = Growth()
    root = tree(raw, growth)
    headers, found = replace(root.headers, charset=_charset(root)), body(raw, root, growth.rest)
    text = protected.armour_off(found.shown.as_text).strip("\n")[:MAX_TEXT]
    bounce = bounce_of(raw, root, text)
    signs = Signs(headers, own_host, is_bounce=bounce is not None)
    mail = Mail(
        **_addressed(headers),
        **_written(found, text),
        is_auto_reply=signs.is_auto_reply,
        may_auto_respond=signs.may_auto_respond,
        bounce=bounce,
        notices=tuple(filter(None, (protected.notice(root, found.shown.as_text),))),
        invitations=tuple(_invitations(found)),
        defects=tuple(dict.fromkeys([*growth.defects, *found.defects])),
        unfit="The message is empty." if not raw.strip() else too_large(raw),
    )
    return replace(mail, brings=brought(mail, read, deep)) if deep else mail


def _unsaved(raw: bytes) -> bytes:
    """A .msg as the mail that it was."""
    from frontdoor.channels.adapters.email.outlook import as_mail  # noqa: PLC0415  rare: loaded when needed

    return as_mail(raw)


def _addressed(headers: Headers) -> dict[str, Any]:
    from_, doubts = sender(headers)
    return {
        "message_id": next(iter(headers.ids("message-id")), "")[:900],
        "in_reply_to": tuple(headers.ids("in-reply-to")),
        "references": tuple(headers.ids("references")),
        "date": parsed(headers.first("date")),
        "sender": from_,
        "doubts": doubts,
        "reply_to": tuple(headers.mailboxes("reply-to")),
        "to": tuple(headers.mailboxes("to")),
        "cc": tuple(headers.mailboxes("cc")),
        "subject": shortened(headers.first("subject")),
        "headers": headers.texts,
    }


def _written(found: Body, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "reply_text": _reply(found, text),
        "html": sanitised(found.shown.html) if found.shown.html else "",
        "attachments": (*found.attachments, *_armoured(text)),
        "forward": split(text),
    }


def _armoured(text: str) -> Iterator[Attachment]:
    """An encrypted block in the text, as a file that a reader's own program opens."""
    if block := protected.armoured(text):
        yield Attachment("message.asc", "application/pgp-encrypted", block.encode())


def _invitations(found: Body) -> Iterator[Invitation]:
    if found.calendars:
        from frontdoor.channels.adapters.email.calendars import invitations  # noqa: PLC0415  rare

        for calendar in found.calendars[:3]:
            yield from invitations(calendar)


def _charset(root: Node) -> str:
    """The first that any part declares: raw bytes in the header are mostly in the same."""
    return next(
        (one for part in nodes(root) if (one := part.content.parameters.get("charset", ""))), ""
    )


def _reply(found: Body, text: str) -> str:
    if found.shown.text.strip():
        return reply_text(text)
    return reply_text_from_html(found.shown.html) if found.shown.html else ""
