"""A `Mail` as bytes between two processes: JSON first, then the bytes of its attachments. No pickle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any, BinaryIO

from frontdoor.channels.adapters.email.mail import (
    Attachment,
    Bounce,
    Forward,
    Invitation,
    Mail,
    Mailbox,
)

_PLAIN = tuple(
    name
    for name in (field.name for field in fields(Mail))
    if name
    not in (
        "date",
        "sender",
        "reply_to",
        "to",
        "cc",
        "attachments",
        "bounce",
        "forward",
        "invitations",
        "brings",
    )
)


def written(mail: Mail) -> Iterator[bytes]:
    """The frames, each with its length in eight bytes before it."""
    body: dict[str, Any] = {name: getattr(mail, name) for name in _PLAIN}
    body |= {name: [_pair(box) for box in getattr(mail, name)] for name in ("reply_to", "to", "cc")}
    body["sender"] = _pair(mail.sender)
    body["date"] = mail.date.isoformat() if mail.date else None
    body["bounce"] = _values(mail.bounce) if mail.bounce else None
    body["forward"] = _values(mail.forward) if mail.forward else None
    body["attachments"] = [
        [one.name, one.type, one.inline, one.content_id] for one in mail.attachments
    ]
    body["invitations"] = [_values(one) for one in mail.invitations]
    body["brings"] = len(mail.brings)
    yield framed(json.dumps(body).encode("ascii"))
    yield from (framed(one.content) for one in mail.attachments)
    for one in mail.brings:
        yield from written(one)


def mail_from(stream: BinaryIO) -> Mail:
    """Raises EOFError where the other side stopped before the end."""
    body: dict[str, Any] = json.loads(frame(stream))
    boxes: dict[str, Any] = {
        name: tuple(Mailbox(*pair) for pair in body[name]) for name in ("reply_to", "to", "cc")
    }
    files = [
        Attachment(name, kind, frame(stream), inline, content_id)
        for name, kind, inline, content_id in body["attachments"]
    ]
    return Mail(
        **{name: _frozen(body[name]) for name in _PLAIN},
        **boxes,
        sender=Mailbox(*body["sender"]),
        date=datetime.fromisoformat(body["date"]) if body["date"] else None,
        bounce=Bounce(tuple(body["bounce"][0]), *body["bounce"][1:]) if body["bounce"] else None,
        forward=Forward(*body["forward"]) if body["forward"] else None,
        attachments=tuple(files),
        invitations=tuple(Invitation(*map(_frozen, one)) for one in body["invitations"]),
        brings=tuple(mail_from(stream) for _ in range(body["brings"])),
    )


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(8, "big") + content


def frame(stream: BinaryIO) -> bytes:
    """The next frame's content. Raises EOFError where the stream ends first."""
    length = int.from_bytes(_exactly(stream, 8), "big")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _pair(box: Mailbox) -> list[str]:
    return [box.name, box.address]


def _values(thing: Bounce | Forward | Invitation) -> list[Any]:
    return [getattr(thing, field.name) for field in fields(thing)]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
