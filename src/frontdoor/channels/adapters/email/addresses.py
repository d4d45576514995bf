"""Mailboxes in a header, read in one pass and one way: the structure first, encoded words after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontdoor.channels.adapters.email.words import clean, with_words

MAX_ADDRESSES = 500
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|<[^<>"]*(?:"[^"]*"[^<>"]*)?>|[,;:]|\\.|[^",;:<\\(]+|.', re.S
)
_ATOM = r"[^\s\"(),.:;<>@\[\]\\\x00-\x20\x7f]+"
_LOCAL = re.compile(rf'(?:{_ATOM}(?:\.{_ATOM})*|"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*")')
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?|_[\w-]{0,61}\w"
_DOMAIN = re.compile(rf"(?:(?:{_LABEL})(?:\.(?:{_LABEL}))*|\[[\w.:]+\])")
_BARE = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as written; the address is empty where there is no valid one."""

    name: str
    address: str


def parse_address(text: str) -> tuple[str, str]:
    """(name, address) of the first mailbox; the address is empty where the text holds no valid one."""
    for mailbox in mailboxes(text):
        return mailbox.name, mailbox.address
    return "", ""


def mailboxes(text: str, limit: int = MAX_ADDRESSES) -> list[Mailbox]:
    """At most `limit` mailboxes of an address list; groups are opened, invalid ones have no address."""
    found: list[Mailbox] = []
    for piece in _pieces(text):
        if mailbox := _mailbox(piece):
            found.append(mailbox)
        if len(found) == limit:
            break
    if found and not any(one.address for one in found) and "=?" in text and "@" in with_words(text):
        return mailboxes(clean(with_words(text)).replace("=?", ""), limit)
    return found


def valid(address: str) -> bool:
    """Whether it is an addr-spec of RFC 5322 or 6531 within the lengths of RFC 5321."""
    local, at, domain = address.rpartition("@")
    if not at or len(local.encode("utf-8", "replace")) > 64 or len(domain) > 255:
        return False
    return bool(_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain))


@dataclass(slots=True)
class _Piece:
    """The tokens between two commas, sorted: words, comments, quoted strings kept in order."""

    words: list[str]
    comments: list[str]
    angle: str | None = None


def _pieces(text: str) -> Iterator[_Piece]:
    piece = _Piece([], [])
    at, comments_end = 0, text.rfind(")")
    while at < len(text):
        if text[at] == "(" and at < comments_end:
            comment, at = _comment(text, at)
            piece.comments.append(comment)
            continue
        found = _TOKEN.match(text, at)
        assert found
        at = found.end()
        if _ends(found[0], piece):
            yield piece
            piece = _Piece([], [])
        elif found[0] == ":" and piece.angle is None and "@" not in "".join(piece.words):
            piece.words.clear()
        elif found[0][0] == "<" and len(found[0]) > 1:
            piece.angle = found[0][1:-1] if piece.angle is None or "@" in found[0] else piece.angle
        else:
            piece.words.append(found[0])
    yield piece


def _ends(mark: str, piece: _Piece) -> bool:
    """A comma ends a mailbox unless it stands in an unquoted name, as in `Doe, Jane <jane@…>`."""
    return mark == ";" or (mark == "," and (piece.angle is not None or "@" in "".join(piece.words)))


def _comment(text: str, at: int) -> tuple[str, int]:
    depth, start = 0, at
    for mark in re.compile(r"[()]|\\.").finditer(text, at, at + 1000):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth == 0:
            return text[start + 1 : mark.start()], mark.end()
    return "", at + 1


def _mailbox(piece: _Piece) -> Mailbox | None:
    words = "".join(piece.words).strip()
    if piece.angle is not None:
        return Mailbox(_name(words) or _name(" ".join(piece.comments)), _address(piece.angle))
    if not words:
        return None
    if valid(words):
        return Mailbox(_name(" ".join(piece.comments)), words)
    return _loose(words, _name(" ".join(piece.comments)))


def _loose(words: str, comment: str) -> Mailbox:
    """No angle brackets: a bare local name as MAILER-DAEMON, or a name without any address."""
    if _BARE.fullmatch(words) and words.lower() in ("mailer-daemon", "postmaster", "root"):
        return Mailbox(comment, words)
    quoted = words.strip('"')
    if words.startswith('"') and words.endswith('"') and valid(quoted):
        return Mailbox(comment, quoted)
    return Mailbox(_name(words) or comment, "")


def _address(angle: str) -> str:
    address = re.sub(r"\s+", "", angle) if '"' not in angle else angle.strip()
    address = address.removeprefix("mailto:").strip("'")
    if address.startswith("@") and ":" in address:
        address = address.partition(":")[2]
    if valid(address):
        return address
    return address if _BARE.fullmatch(address) and address.lower() == "mailer-daemon" else ""


_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _name(words: str) -> str:
    name = _QUOTED.sub(lambda found: re.sub(r"\\(.)", r"\1", found[1]), words)
    return re.sub(r"\s+", " ", clean(with_words(name))).strip(" \"'")
