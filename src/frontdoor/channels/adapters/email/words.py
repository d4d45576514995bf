"""Header text as people wrote it: encoded words (RFC 2047) in whole and mangled forms, raw bytes too."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

from frontdoor.channels.adapters.email.charsets import decoded

# The payload may hold a few stray question marks; a bound keeps the search linear.
_WORD = re.compile(
    r"=\?[ ]?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?[ ]?\?[ ]?([BbQq])[ ]?\?([^?]*(?:\?(?!=)[^?]*){0,4}?)\?(?:=|$)"
)
_FOLD = re.compile(r"[\r\n]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")
_COMBINING = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_COMBINING}{{8}}){_COMBINING}+")
MAX_VALUE = 100_000


def header_text(raw: bytes, charset: str = "") -> str:
    """One header's value as clean text: no control characters, no lone surrogates, at most 100 kB.

    `charset` is tried for raw bytes that are no UTF-8: a message mostly keeps to one.
    """
    return clean(with_words(as_written(raw, charset)))


def as_written(raw: bytes, charset: str = "") -> str:
    """The value before any encoded word is read, for parsing its structure."""
    raw = raw[:MAX_VALUE]
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(raw, charset)[0]


def clean(text: str) -> str:
    """Control characters become one space each run; stacks of combining marks are cut at eight."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _MARKS.sub(r"\1", _CONTROL.sub(" ", text)).strip()


def with_words(text: str) -> str:
    """Encoded words decoded. Neighbours of one charset are joined first: they may share a character."""
    if "=?" not in text:
        return text
    out: list[str] = []
    held, charset, end = b"", "", 0
    for word in _WORD.finditer(_FOLD.sub("", text) if "\n" in text or "\r" in text else text):
        source = word.string
        between = source[end : word.start()]
        payload, name = _payload(word), word[1].lower()
        if not (held and charset == name and not between.strip()):
            out += [_text(held, charset), between if not held or between.strip() else ""]
            held = b""
        held, charset, end = held + payload, name, word.end()
        text = source
    return "".join([*out, _text(held, charset), text[end:]])


def _payload(word: re.Match[str]) -> bytes:
    raw = word[3].encode("utf-8", "replace")
    if word[2] in "qQ":
        return quopri.decodestring(raw.replace(b" ", b"_").replace(b"\t", b"_"), header=True)
    return loose_base64(raw)


def _text(raw: bytes, charset: str) -> str:
    return decoded(raw, charset)[0] if raw else ""


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def loose_base64(raw: bytes) -> bytes:
    """What can be decoded of base64, whatever stands between and however it is padded."""
    try:
        return base64.b64decode(raw, validate=True)
    except (binascii.Error, ValueError):
        kept = _NOT_BASE64.sub(b"", raw)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return base64.b64decode(kept + b"=" * (-len(kept) % 4))
