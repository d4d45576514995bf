"""What Outlook packed into a winmail.dat (MS-OXTNEF): its files, and the text where the mail has none."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import adler32

from frontdoor.channels.adapters.email import lzfu, mapi
from frontdoor.channels.adapters.email.charsets import decoded
from frontdoor.channels.adapters.email.mapi import Properties
from frontdoor.channels.adapters.email.rtf import Words, words

MAGIC = b"\x78\x9f\x3e\x22"
MAX_ATTRIBUTES, MAX_FILES = 10_000, 200
_BODY, _PROPERTIES, _RENDERING = 0x0002800C, 0x00069003, 0x00069002
_FILE_DATA, _FILE_TITLE, _FILE_PROPERTIES = 0x0006800F, 0x00018010, 0x00069005


class Broken(Exception):
    """It ends too early, or its lengths and sums don't fit."""


@dataclass(slots=True)
class File:
    name: str = ""
    type: str = ""
    content_id: str = ""
    content: bytes = b""
    is_there: bool = False


@dataclass(slots=True)
class Packed:
    """`text` and `html` are empty where the pack holds none; `rich` is what rich text says where both are."""

    text: str = ""
    html: bytes = b""
    rich: Words = field(default_factory=Words)
    files: list[File] = field(default_factory=list)


def unpacked(raw: bytes) -> Packed:
    """Raises Broken: then the file is kept as it came, since half of it would look like all."""
    if not raw.startswith(MAGIC):
        raise Broken("no TNEF")
    packed = Packed()
    try:
        for kind, content in _attributes(raw):
            _take(packed, kind, content)
    except (struct.error, mapi.Broken, lzfu.Broken) as broken:
        raise Broken(str(broken)) from broken
    packed.files = [file for file in packed.files if file.is_there]
    if not (packed.files or packed.text or packed.html or packed.rich.text or packed.rich.html):
        raise Broken("nothing in it")
    return packed


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, content); each has its level, length and a sum of its bytes."""
    at = 6
    for _ in range(MAX_ATTRIBUTES):
        if at == len(raw):
            return
        level, kind, length = struct.unpack_from("<BII", raw, at)
        at += 9
        if level not in (1, 2) or length > len(raw) - at - 2:
            raise Broken("it ends too early")
        content = raw[at : at + length]
        (checksum,) = struct.unpack_from("<H", raw, at + length)
        if _sum(content) != checksum:
            raise Broken("its sum is wrong")
        at += length + 2
        yield kind, content
    raise Broken("more attributes than any mail has")


def _sum(content: bytes) -> int:
    """Of all bytes. Adler's first half is exact for so few at a time, and far quicker than counting here."""
    pieces = (content[at : at + 256] for at in range(0, len(content), 256))
    return sum((adler32(piece) & 0xFFFF) - 1 for piece in pieces) & 0xFFFF


def _take(packed: Packed, kind: int, content: bytes) -> None:
    if kind == _BODY:
        packed.text = packed.text or decoded(content.rstrip(b"\0"), "")[0]
    elif kind == _PROPERTIES:
        _of_message(packed, mapi.of_tnef(content))
    elif kind == _RENDERING:
        if len(packed.files) >= MAX_FILES:
            raise Broken("more files than are listed")
        packed.files.append(File())
    elif packed.files:
        _of_file(packed.files[-1], kind, content)


def _of_message(packed: Packed, properties: Properties) -> None:
    packed.text = properties.text(mapi.BODY) or packed.text
    packed.html = properties.bytes(mapi.HTML) or packed.html
    if not packed.text and not packed.html and (rich := properties.bytes(mapi.RICH)):
        packed.rich = words(lzfu.unpacked(rich))


def _of_file(file: File, kind: int, content: bytes) -> None:
    if kind == _FILE_TITLE:
        file.name = file.name or decoded(content.rstrip(b"\0"), "")[0]
    elif kind == _FILE_DATA:
        file.content, file.is_there = content, True
    elif kind == _FILE_PROPERTIES:
        properties = mapi.of_tnef(content)
        file.name = properties.text(mapi.LONG_NAME) or file.name
        file.type = properties.text(mapi.MIME)
        file.content_id = properties.text(mapi.CONTENT_ID).strip("<> ")
        if not file.is_there and (kept := properties.bytes(mapi.DATA)):
            # An embedded message stands behind the sixteen bytes of its interface's name.
            embedded = kept[16 : 16 + 4] == MAGIC
            file.content, file.is_there = kept[16:] if embedded else kept, True
