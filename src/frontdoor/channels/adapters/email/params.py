"""Parameters of Content-Type and Content-Disposition: RFC 2045, RFC 2231 and what is sent instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from frontdoor.channels.adapters.email.charsets import decoded
from frontdoor.channels.adapters.email.words import clean, with_words

MAX_PARAMETERS = 200
_NAME = re.compile(r"[\s;]*([^\s=;\"]+)\s*=\s*")
_SIMPLE = re.compile(r"[\w.+-]+(?:/[\w.+-]+)?")
_PLAIN = re.compile(r"[^;]*")
_NEXT = re.compile(r"[ \t]+[A-Za-z][\w-]*(?:\*\d*)?\*?=(?!\?)")
_PART = re.compile(r"^(.+?)\*(?:(\d{1,3})(\*?))?$")


@dataclass(frozen=True, slots=True)
class Parameterised:
    """`value` is lower-case; parameter names are lower-case, the first of a name wins."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict)


def parameterised(text: str) -> Parameterised:
    """`text` is the header as written, encoded words untouched. Never raises."""
    value, _, rest = text.partition(";")
    if not rest and _SIMPLE.fullmatch(value):
        return Parameterised(value.lower())
    if "=" in value and "/" not in value:
        value, rest = "", text
    first, *more = value.split() or [""]
    if more:
        rest = " ".join(more) + ";" + rest
    return Parameterised(first.strip("\"' <>").lower(), _joined(_pairs(rest)))


def _pairs(rest: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    at = 0
    while len(pairs) < MAX_PARAMETERS and (found := _NAME.match(rest, at)):
        value, at = _value(rest, found.end())
        pairs.append((found[1].lower(), value))
        if at < len(rest) and not _NAME.match(rest, at):
            at = (rest.find(";", at) + 1) or len(rest)
    return pairs


def _value(rest: str, at: int) -> tuple[str, int]:
    if rest[at : at + 1] == '"':
        return _quoted(rest, at + 1)
    found = _PLAIN.match(rest, at)
    plain = found[0] if found else ""
    if following := _NEXT.search(plain):
        plain = plain[: following.start()]
    return plain.strip(" \t\r\n'"), at + len(plain)


_QUOTED = re.compile(r'((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r'\\(["\\])')


def _quoted(rest: str, at: int) -> tuple[str, int]:
    found = _QUOTED.match(rest, at)
    if not found:
        return rest[at:].partition(";")[0], len(rest)
    return _ESCAPE.sub(r"\1", found[1]), found.end()


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """RFC 2231 pieces in their order; percent escapes are read only where a star announces them."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in pairs:
        found = _PART.match(name)
        if not found:
            plain.setdefault(name, clean(with_words(value)))
        else:
            starred = found[2] is None or bool(found[3])
            pieces.setdefault(found[1], {}).setdefault(int(found[2] or 0), (value, starred))
    return plain | {name: clean(_assembled(parts)) for name, parts in pieces.items()}


def _assembled(parts: dict[int, tuple[str, bool]]) -> str:
    ordered = [parts[number] for number in sorted(parts)]
    charset, (first, starred) = "", ordered[0]
    if starred and first.count("'") >= 2:
        charset, _, first = first.split("'", 2)
        ordered[0] = (first, True)
    raw = b"".join(
        unquote_to_bytes(value) if star else value.encode("utf-8", "replace")
        for value, star in ordered
    )
    return with_words(decoded(raw, charset)[0])


_UNSAFE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def file_name(text: str) -> str:
    """The last part of a path, without invisible and direction characters, at most 200 characters."""
    name = re.split(r"[/\\]", _UNSAFE.sub("", clean(text)))[-1].strip().strip(".") or ""
    if len(name) <= 200:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: 190 - len(ending)]}{dot}{ending}" if dot and len(ending) <= 10 else name[:200]
