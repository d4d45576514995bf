"""Mailboxes in a header, read in one pass and one way: the structure first, encoded words after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frontdoor.channels.adapters.email.words import clean, with_words

MAX_ADDRESSES = 500
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|<[^<>"]*(?:"[^"]*"[^<>"]*)?>|[,;:]|\\.|[^",;:<\\(]+|.', re.S
)
_ATOM = r"[^\s\"(),.:;<>@\[\]\\\x00-\x20\x7f]+"
_LOCAL = re.compile(rf'(?:{_ATOM}(?:\.{_ATOM})*|"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*")')
# Beyond ASCII everything may be a letter: a domain in Devanagari has marks that re calls no word.
_END = "0-9A-Za-z\u00a1-\U0010ffff"
_LABEL = rf"[{_END}](?:[{_END}_-]{{0,61}}[{_END}])?|_[\w-]{{0,61}}\w"
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
    """The tokens between two commas."""

    words: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    angle: str | None = None
    has_at: bool = False

    def add(self, found: str) -> None:
        if found[0] == "<" and len(found) > 1:
            self.angle = found[1:-1] if self.angle is None or "@" in found else self.angle
        elif found == ":" and self.angle is None and not self.has_at:
            self.words.clear()  # it was the name of a group
        else:
            self.words.append(found)
            self.has_at = self.has_at or "@" in found

    def ends_at(self, mark: str) -> bool:
        """A comma doesn't end an unquoted name, as in `Doe, Jane <jane@…>`."""
        return mark == ";" or (mark == "," and (self.angle is not None or self.has_at))


def _pieces(text: str) -> Iterator[_Piece]:
    piece, at, unbalanced = _Piece(), 0, 0
    while at < len(text):
        if text[at] == "(" and at >= unbalanced:
            if end := _comment_end(text, at):
                piece.comments.append(text[at + 1 : end - 1])
                at = end
                continue
            unbalanced = at + _MAX_COMMENT
        found = _TOKEN.match(text, at)
        assert found  # its last branch matches any character
        at = found.end()
        if piece.ends_at(found[0]):
            yield piece
            piece = _Piece()
        else:
            piece.add(found[0])
    yield piece


def _comment_end(text: str, at: int) -> int:
    """After the bracket that closes the comment; 0 where none does within reach."""
    depth = 0
    for mark in _BRACKETS.finditer(text, at, at + _MAX_COMMENT):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth == 0:
            return mark.end()
    return 0


_BRACKETS = re.compile(r"[()]|\\.", re.DOTALL)
_MAX_COMMENT = 1_000


def _mailbox(piece: _Piece) -> Mailbox | None:
    words = "".join(piece.words).strip(" \t\r\n,")
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


# One that never ends goes to the end: looked for again from each quote in it, it would cost its square.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.?)*+)"?')


def _name(words: str) -> str:
    name = _QUOTED.sub(lambda found: re.sub(r"\\(.)", r"\1", found[1]), words)
    return re.sub(r"\s+", " ", clean(with_words(name))).strip(" \"'")
