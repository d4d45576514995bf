"""How a message would be read, as the JSON object of `frontdoor mail explain`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from frontdoor.channels.adapters.email.mail import Attachment, Mail, Mailbox
from frontdoor.channels.adapters.email.read import read
from frontdoor.channels.adapters.email.subjects import says_forwarded

DEEP = 3


def explained(
    raw: bytes, file: str, *, own_host: str = ""
) -> tuple[dict[str, Any], tuple[Attachment, ...]]:
    """The object of interfaces.md, and the attachments whose bytes it names. Never raises on bad mail."""
    mail = read(raw, own_host=own_host, deep=DEEP)
    return {"file": file} | _head(mail) | _said(mail) | _meant(mail), mail.attachments


def save(attachments: tuple[Attachment, ...], folder: Path) -> None:
    """Each under the SHA-256 of its bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in attachments:
        (folder / one.sha256).write_bytes(one.content)


def _head(mail: Mail) -> dict[str, Any]:
    return {
        "message_id": mail.message_id,
        "in_reply_to": next(iter(mail.in_reply_to), ""),
        "references": list(mail.references),
        "date": mail.date.isoformat() if mail.date else None,
        "from": _box(mail.sender),
        "reply_to": [*map(_box, mail.reply_to)],
        "to": [*map(_box, mail.to)],
        "cc": [*map(_box, mail.cc)],
        "subject": mail.subject,
    }


def _said(mail: Mail) -> dict[str, Any]:
    return {
        "text": mail.text,
        "reply_text": mail.reply_text,
        "html": mail.html,
        "attachments": [
            {
                "name": one.name,
                "type": one.type,
                "size": len(one.content),
                "sha256": one.sha256,
                "inline": one.inline,
            }
            for one in mail.attachments
        ],
    }


def _meant(mail: Mail) -> dict[str, Any]:
    original = _original(mail)
    return {
        "is_auto_reply": mail.is_auto_reply,
        "may_auto_respond": mail.may_auto_respond,
        "is_bounce": mail.bounce is not None,
        "bounce": _bounce(mail),
        "is_forward": original is not None,
        "original_sender": _box(original) if original else None,
        "doubts": list(mail.doubts),
        "notices": list(mail.notices),
        "invitations": [asdict(one) for one in mail.invitations],
        "defects": [*mail.defects, *([mail.unfit] if mail.unfit else [])],
    }


def _original(mail: Mail) -> Mailbox | None:
    """Who wrote what was forwarded: as copied into the text, or as attached."""
    if mail.forward:
        return Mailbox(mail.forward.sender_name, mail.forward.sender_address)
    attached = [one for one in mail.brings if not one.copied]
    return attached[0].sender if attached and says_forwarded(mail.subject) is not False else None


def _bounce(mail: Mail) -> dict[str, Any] | None:
    if not mail.bounce:
        return None
    found = mail.bounce
    return {
        "recipients": list(found.recipients),
        "permanent": found.permanent,
        "status": found.status,
        "reason": found.reason,
    }


def _box(mailbox: Mailbox) -> dict[str, str]:
    return {"name": mailbox.name, "address": mailbox.address}
