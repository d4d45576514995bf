"""Header blocks cut out of raw bytes, with their caps applied before anything is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from frontdoor.channels.adapters.email.addresses import (
    MAX_ADDRESSES,
    Mailbox,
    mailboxes,
    parse_address,
)
from frontdoor.channels.adapters.email.params import Parameterised, parameterised
from frontdoor.channels.adapters.email.subjects import base_subject
from frontdoor.channels.adapters.email.words import as_written, header_text

__all__ = ["Headers", "base_subject", "header_block", "parse_address", "too_large"]

MAX_LINES = 1_000
MAX_BYTES = 1_000_000
MAX_REFERENCES = 50
_EMPTY_LINES = (b"\n\n", b"\n\r\n", b"\r\r")
_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,100})[ \t]*:")
_KNOWN = re.compile(
    rb"(?i)(from|to|cc|subject|date|received|message-id|mime-version|content-[a-z-]+|return-path|reply-to"
    rb"|delivered-to|sender|in-reply-to|references)[ \t]*:"
)
_ENVELOPE = re.compile(rb">?From \S")
_ID = re.compile(r"<[^<>\s]{1,990}>|[^\s<>]{1,990}")


@dataclass(frozen=True)
class Headers:
    """Fields in their order: lower-case names, unfolded raw values.

    `defects` is what was wrong with the block, `charset` what its raw bytes probably are.
    """

    fields: tuple[tuple[str, bytes], ...]
    defects: tuple[str, ...] = ()
    charset: str = ""

    @cached_property
    def _named(self) -> dict[str, list[bytes]]:
        named: dict[str, list[bytes]] = {}
        for name, value in self.fields:
            named.setdefault(name, []).append(value)
        return named

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """All fields, decoded."""
        return tuple((name, header_text(value, self.charset)) for name, value in self.fields)

    def raw(self, name: str) -> list[bytes]:
        return self._named.get(name, [])

    def first(self, name: str) -> str:
        found = self._named.get(name)
        return header_text(found[0], self.charset) if found else ""

    def all(self, name: str) -> list[str]:
        return [header_text(value, self.charset) for value in self.raw(name)]

    def mailboxes(self, name: str) -> list[Mailbox]:
        """At most 500 of all fields of that name together."""
        text = ", ".join(as_written(value, self.charset) for value in self.raw(name)[:100])
        return mailboxes(text) if text else []

    def parameterised(self, name: str) -> Parameterised:
        found = self.raw(name)
        return parameterised(as_written(found[0], self.charset)) if found else Parameterised("")

    def ids(self, name: str) -> list[str]:
        """Message-IDs without their angle brackets, at most the last 50."""
        text = " ".join(as_written(value) for value in self.raw(name)[:100])
        found = _ID.findall(text)
        bracketed = [one[1:-1] for one in found if one[0] == "<"]
        return (bracketed or [one for one in found if "@" in one])[-MAX_REFERENCES:]


def too_large(raw: bytes) -> str:
    """Why the header of a message is over its caps, in words; empty where it isn't."""
    end = _block_end(raw, 0, min(len(raw), MAX_BYTES + 4))
    if end > MAX_BYTES:
        return "The header is larger than 1 MB."
    if raw.count(b"\n", 0, end) > MAX_LINES:
        return "The header has more than 1,000 lines."
    return ""


def header_block(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The fields between the offsets, and where the body begins. Lines over the caps are left unread."""
    start = _skipped(raw, start, end)
    if raw[start : start + 1] in (b"\r", b"\n"):
        return Headers(()), _after_newline(raw, start)
    block_end = _block_end(raw, start, end)
    lines = raw[start : min(block_end, start + MAX_BYTES)].splitlines(keepends=True)
    defects = ["header over 1 MB, the rest is not read"] if block_end - start > MAX_BYTES else []
    if len(lines) > MAX_LINES:
        defects.append("more than 1,000 header lines, the rest is not read")
    fields, body, strange = _fields(lines[:MAX_LINES])
    if strange:
        defects.append(f"{strange} header lines without a colon")
    defects += _uncounted(fields)
    if body is not None:
        return Headers(fields, (*defects, "no empty line between header and body")), start + body
    return Headers(fields, tuple(defects)), _after_end(raw, block_end, end)


def _uncounted(fields: tuple[tuple[str, bytes], ...]) -> list[str]:
    """How many recipients stand behind the last that is read. A comma is not always one more, so it says about."""
    many = [
        (name, value.count(b"@"))
        for name, value in fields
        if name in ("to", "cc") and len(value) > 2_000
    ]
    return [
        f"about {count:,} addresses in {name.title()}, the first {MAX_ADDRESSES} are read"
        for name, count in many
        if count > MAX_ADDRESSES
    ]


def _skipped(raw: bytes, start: int, end: int) -> int:
    """Past the envelope line of a mailbox file."""
    if _ENVELOPE.match(raw, start, end):
        return _after_newline(raw, raw.find(b"\n", start, end)) if b"\n" in raw[start:end] else end
    return start


def _block_end(raw: bytes, start: int, end: int) -> int:
    """Where the first empty line's newline begins, or the end."""
    first = end
    for mark in _EMPTY_LINES:
        found = raw.find(mark, start, first + 2 if first < end else end)
        first = found if found != -1 and found < first else first
    return first - 1 if raw[first - 1 : first + 1] == b"\r\n" and first > start else first


def _after_end(raw: bytes, block_end: int, end: int) -> int:
    return min(_after_newline(raw, _after_newline(raw, block_end)), end)


def _after_newline(raw: bytes, at: int) -> int:
    return at + 2 if raw[at : at + 2] == b"\r\n" else at + 1


def _fields(lines: list[bytes]) -> tuple[tuple[tuple[str, bytes], ...], int | None, int]:
    """The fields, the offset where an unannounced body begins (or None), and the lines left out."""
    if lines and not _FIELD.match(lines[0]) and not any(map(_KNOWN.match, lines)):
        return (), 0, 0
    fields: list[tuple[str, list[bytes]]] = []
    offset = strange = 0
    for at, line in enumerate(lines):
        if found := _FIELD.match(line):
            fields.append((found[1].decode("ascii").lower(), [line[found.end() :].rstrip(b"\r\n")]))
        elif line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line.rstrip(b"\r\n"))
        elif not strange and not any(map(_FIELD.match, lines[at + 1 :])):
            return _unfolded(fields), offset, strange
        else:
            strange += 1
        offset += len(line)
    return _unfolded(fields), None, strange


def _unfolded(fields: list[tuple[str, list[bytes]]]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, b"".join(parts).strip()) for name, parts in fields)
