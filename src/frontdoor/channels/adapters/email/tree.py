"""The tree of a message's parts as offsets into its raw bytes: one pass a level, never deeper than 20.

Our own and not the standard library's, because that recurses for each level of nesting, copies every
line, and cannot say where a part began (docs/decisions/mail-parser.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frontdoor.channels.adapters.email.headers import Headers, header_block
from frontdoor.channels.adapters.email.params import Parameterised

SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
MAX_DEPTH = 20
MAX_PARTS = 200
MAX_REST = 1_000
_MAX_HITS = 20_000
_GUESS = re.compile(
    rb"(?:^|\n|\r)--([^\s-][^\r\n]{0,200}?)(?:--)?[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:)", re.I
)


@dataclass(frozen=True, slots=True)
class Node:
    """One part: its whole span is start to end, its body begins at `body`; only a multipart has children."""

    headers: Headers
    start: int
    body: int
    end: int
    content: Parameterised
    disposition: Parameterised
    children: tuple[Node, ...] = ()

    @property
    def type(self) -> str:
        return self.content.value


@dataclass(slots=True)
class Growth:
    """What is counted while a tree grows. `rest` are the parts over the cap, not opened any further."""

    defects: list[str] = field(default_factory=list)
    parts: int = 0
    rest: list[Node] = field(default_factory=list)


def tree(raw: bytes, growth: Growth) -> Node:
    """The root of a whole message. Never raises; what is odd is added to the defects."""
    start = len(raw) - len(raw.lstrip(b"\r\n"))
    return _node(raw, start, len(raw), growth, "text/plain", 0)


def _node(raw: bytes, start: int, end: int, growth: Growth, default: str, depth: int) -> Node:
    headers, body = header_block(raw, start, end)
    growth.defects += headers.defects
    body = min(body, end)
    content = _content(headers, default)
    disposition = headers.parameterised("content-disposition")
    children: tuple[Node, ...] = ()
    if content.value.startswith("multipart/") and depth <= MAX_DEPTH:
        children = _children(raw, body, end, growth, content, depth)
        if not children:
            content = Parameterised(
                "message/rfc822" if depth >= MAX_DEPTH else "text/plain", content.parameters
            )
    return Node(headers, start, body, end, content, disposition, children)


def _content(headers: Headers, default: str) -> Parameterised:
    content = headers.parameterised("content-type")
    if "/" in content.value.strip("/"):
        return content
    if "boundary" in content.parameters:
        return Parameterised("multipart/mixed", content.parameters)
    guess = {"text": "text/plain", "html": "text/html", "text/": "text/plain"}.get(
        content.value, default
    )
    return Parameterised(guess, content.parameters)


def _children(
    raw: bytes, start: int, end: int, growth: Growth, content: Parameterised, depth: int
) -> tuple[Node, ...]:
    if depth >= MAX_DEPTH:
        growth.defects.append("parts nested deeper than 20 are kept as one attachment")
        return ()
    default = "message/rfc822" if content.value == "multipart/digest" else "text/plain"
    children = []
    for first, last in _spans(raw, start, end, content.parameters.get("boundary", ""), growth):
        growth.parts += 1
        if growth.parts <= MAX_PARTS:
            children.append(_node(raw, first, last, growth, default, depth + 1))
        elif len(growth.rest) < MAX_REST:
            growth.rest.append(_node(raw, first, last, growth, default, MAX_DEPTH + 1))
        else:
            break
    if growth.parts > MAX_PARTS:
        growth.defects.append("more than 200 parts, the rest is not listed")
    return tuple(children)


def _spans(
    raw: bytes, start: int, end: int, boundary: str, growth: Growth
) -> list[tuple[int, int]]:
    name = boundary.encode("utf-8", "replace").strip()
    delimiters = list(_delimiters(raw, start, end, name)) if name else []
    if not delimiters:
        growth.defects.append(
            "multipart without its boundary" if name else "multipart without a boundary"
        )
        guess = _GUESS.search(raw, start, min(end, start + 100_000))
        delimiters = list(_delimiters(raw, start, end, guess[1].strip())) if guess else []
    elif not delimiters[-1][2]:
        growth.defects.append("multipart is not closed")
    return list(_between(delimiters, raw, end))


def _between(
    delimiters: list[tuple[int, int, bool]], raw: bytes, end: int
) -> Iterator[tuple[int, int]]:
    """From each opening delimiter to the line end before the next one; nothing after a closing one."""
    for at, (_, begin, closing) in enumerate(delimiters):
        if closing:
            continue
        stop = delimiters[at + 1][0] if at + 1 < len(delimiters) else end
        yield begin, max(begin, _before_newline(raw, stop) if stop < end else end)


def _delimiters(raw: bytes, start: int, end: int, name: bytes) -> Iterator[tuple[int, int, bool]]:
    """(line start, offset after the line, whether it closes) of each delimiter line."""
    mark = b"--" + name
    at = raw.find(mark, start, end)
    hits = 0
    while at != -1 and hits < _MAX_HITS:
        after = at + len(mark)
        if at == start or raw[at - 1] in b"\r\n":
            stop = _line_end(raw, after, min(end, after + 200))
            tail = raw[after:stop].strip()
            if tail in (b"", b"--"):
                hits += 1
                yield at, min(_after_newline(raw, stop), end), tail == b"--"
        at = raw.find(mark, after, end)


def _line_end(raw: bytes, at: int, end: int) -> int:
    ends = [found for found in (raw.find(b"\n", at, end), raw.find(b"\r", at, end)) if found != -1]
    return min(ends, default=end)


def _after_newline(raw: bytes, at: int) -> int:
    return at + 2 if raw[at : at + 2] == b"\r\n" else at + 1


def _before_newline(raw: bytes, at: int) -> int:
    if raw[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if raw[at - 1 : at] in (b"\n", b"\r") else at
