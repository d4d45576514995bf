"""A message that Outlook saved as .msg, written again as ordinary mail, which the one reader then reads."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from email.header import Header
from email.utils import format_datetime, formataddr

from frontdoor.channels.adapters.email import compound, lzfu, mapi
from frontdoor.channels.adapters.email.compound import Storage
from frontdoor.channels.adapters.email.mapi import Properties
from frontdoor.channels.adapters.email.rtf import words

MAX_DEPTH = 5
MAX_FILES = 500
_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})", re.IGNORECASE)
_KEPT = re.compile(
    rb"(?im)^(?:from|to|cc|reply-to|subject|date|message-id|in-reply-to|references|auto-submitted|precedence|list-id"
    rb"|return-path|authentication-results|received|x-auto-response-suppress)[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*"
)
_BOUNDARY = "outlook-message"
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


def as_mail(raw: bytes) -> bytes:
    """The message as MIME. What can't be opened, or is no message, is given back as it is."""
    try:
        root = compound.opened(raw)
    except compound.Broken:
        return raw
    if "__properties_version1.0" not in root.streams:
        return raw
    return _mail(root, 32, 0)


def _mail(storage: Storage, skip: int, depth: int) -> bytes:
    properties = _properties(storage, skip)
    parts = [*_words(properties), *_files(storage, depth)]
    head = [*_head(properties, storage), b"MIME-Version: 1.0"]
    head.append(f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}-{depth}"'.encode())
    mark = f"--{_BOUNDARY}-{depth}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts)
    return b"\r\n".join(head) + b"\r\n\r\n" + body + mark + b"--\r\n"


def _properties(storage: Storage, skip: int) -> Properties:
    found = Properties()
    for name, content in storage.streams.items():
        if one := _STREAM.fullmatch(name):
            found.held[int(one[1], 16)] = (int(one[2], 16), content)
    table = storage.streams.get("__properties_version1.0", b"")
    for at in range(skip, len(table) - 15, 16):
        kind, number = table[at : at + 2], table[at + 2 : at + 4]
        value = table[at + 8 : at + 16]
        found.held.setdefault(
            int.from_bytes(number, "little"), (int.from_bytes(kind, "little"), value)
        )
    return found


def _head(properties: Properties, storage: Storage) -> Iterator[bytes]:
    """The headers it came with; made of the properties where there are none, as for what one sent oneself."""
    written = properties.text(mapi.HEADERS).encode("utf-8", "replace")
    if b"\n" in written and (kept := [found[0] for found in _KEPT.finditer(written)]):
        yield from (re.sub(rb"\r?\n", b"\r\n", line) for line in kept)
        return
    sender = _mailbox(
        properties.text(mapi.FROM_NAME, mapi.SENDER_NAME),
        properties.text(mapi.FROM_SMTP, mapi.SENDER_SMTP, mapi.FROM_ADDRESS, mapi.SENDER_ADDRESS),
    )
    yield b"From: " + sender
    for name, kind in (("To", 1), ("Cc", 2)):
        if boxes := list(_recipients(storage, kind)):
            yield f"{name}: ".encode() + b", ".join(boxes)
    yield b"Subject: " + _word(properties.text(mapi.SUBJECT))
    if at := properties.time(mapi.SENT):
        yield b"Date: " + format_datetime(at).encode()
    for header, number in (
        ("Message-ID", mapi.MESSAGE_ID), ("In-Reply-To", mapi.IN_REPLY_TO), ("References", mapi.REFERENCES),
    ):  # fmt: skip
        if value := re.sub(r"[^\x21-\x7e]+", " ", properties.text(number)).strip():
            yield f"{header}: {value}".encode()


def _recipients(storage: Storage, kind: int) -> Iterator[bytes]:
    for name, inner in sorted(storage.storages.items())[:500]:
        if name.startswith("__recip_version1.0_"):
            properties = _properties(inner, 8)
            if properties.number(mapi.RECIPIENT_TYPE) == kind:
                yield _mailbox(properties.text(mapi.NAME), properties.text(mapi.SMTP, mapi.ADDRESS))


def _mailbox(name: str, address: str) -> bytes:
    """An Exchange address ("/o=…/cn=…") is none outside: the name alone is then all there is."""
    address = address if "@" in address and not re.search(r"[\s<>,;]", address) else ""
    name = re.sub(r"[\x00-\x1f\x7f]+", " ", name).strip()[:200]
    if not address:
        return _word(name)
    if name == address or not name:
        return address.encode("utf-8", "replace")
    return (
        formataddr((name, "x@x"), "utf-8")
        .replace("<x@x>", f"<{address}>")
        .encode("utf-8", "replace")
    )


def _word(text: str) -> bytes:
    return (
        Header(re.sub(r"[\x00-\x1f\x7f]+", " ", text)[:2_000], "utf-8", maxlinelen=10_000)
        .encode()
        .encode()
    )


def _words(properties: Properties) -> Iterator[bytes]:
    forms = [
        _part("text/plain; charset=utf-8", properties.text(mapi.BODY).encode("utf-8", "replace")),
        _part("text/html", _markup(properties)),
    ]
    if not any(forms) and (rich := properties.bytes(mapi.RICH)):
        forms = _rich(rich)
    mark = b"--outlook-words"
    shown = [form for form in forms if form]
    if len(shown) < 2:
        yield from shown
        return
    body = b"".join(mark + b"\r\n" + form + b"\r\n" for form in shown)
    yield (
        b'Content-Type: multipart/alternative; boundary="outlook-words"\r\n\r\n'
        + body
        + mark
        + b"--\r\n"
    )


def _rich(packed: bytes) -> list[bytes]:
    """What rich text says; where it can't be unpacked, itself as a file."""
    try:
        found = words(lzfu.unpacked(packed))
    except lzfu.Broken:
        kept = 'Content-Disposition: attachment; filename="message.rtf.lzfu"'
        return [_part("application/octet-stream", packed, kept)]
    return [
        _part("text/plain; charset=utf-8", found.text.encode("utf-8", "replace")),
        _part("text/html; charset=utf-8", found.html.encode("utf-8", "replace")),
    ]


def _markup(properties: Properties) -> bytes:
    kind, raw = properties.held.get(mapi.HTML, (0, b""))
    return raw if kind == mapi.BINARY else properties.text(mapi.HTML).encode("utf-8", "replace")


def _files(storage: Storage, depth: int) -> Iterator[bytes]:
    for name, inner in sorted(storage.storages.items())[: MAX_FILES + 500]:
        if not name.startswith("__attach_version1.0_"):
            continue
        properties = _properties(inner, 8)
        embedded = inner.storages.get("__substg1.0_3701000D")
        if embedded and "__properties_version1.0" in embedded.streams and depth < MAX_DEPTH:
            yield b"Content-Type: message/rfc822\r\n\r\n" + _mail(embedded, 24, depth + 1)
        else:
            yield _file(properties)


def _file(properties: Properties) -> bytes:
    title = properties.text(mapi.LONG_NAME, mapi.SHORT_NAME, mapi.NAME) or "attachment"
    encoded = "".join(f"%{byte:02X}" for byte in title[:200].encode("utf-8", "replace"))
    given = properties.text(mapi.MIME)
    kind = given if _TYPE.fullmatch(given) else "application/octet-stream"
    content_id = re.sub(r"[^\x21-\x7e]", "", properties.text(mapi.CONTENT_ID)).strip("<>")
    lines = [f"Content-Disposition: attachment; filename*=utf-8''{encoded}"]
    if content_id:
        lines = [
            f"Content-Disposition: inline; filename*=utf-8''{encoded}",
            f"Content-ID: <{content_id}>",
        ]
    return _part(kind, properties.bytes(mapi.DATA), *lines) or b"\r\n"


def _part(kind: str, content: bytes, *lines: str) -> bytes:
    """Empty where a text has no content; a file is there even when empty."""
    if not content and not lines:
        return b""
    head = "\r\n".join([f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *lines])
    return head.encode("utf-8", "replace") + b"\r\n\r\n" + base64.encodebytes(content)
