"""One conversation with a mailbox's server: sign in, choose the folder, list, fetch, put away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from frontdoor.channels.adapters.email.imap import names
from frontdoor.channels.adapters.email.imap.trouble import Trouble, connecting, plain, talking
from frontdoor.core.egress.imap import Error, Imap, Server

LARGEST = 35_000_000
HEAD = 1_000_000
AT_ONCE = 200
SLOWEST = 20_000
"""Bytes a second below which a fetch is given up."""
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
UID = re.compile(rb"UID (\d+)")
DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
QUOTED = re.compile(rb'BODY\[[^\]]*\](?:<0>)? (?:NIL|"((?:[^"\\]|\\.)*)")')


@dataclass(frozen=True)
class Login:
    """`proof` is the password, or with `oauth` an access token."""

    user: str
    proof: str
    oauth: bool = False


@dataclass(frozen=True)
class Listed:
    """A mail on the server, not yet fetched."""

    uid: int
    size: int
    at: datetime | None


class Session:
    """Signed in, with one folder open. Everything raises Trouble."""

    def __init__(self, imap: Imap, host: str) -> None:
        self._imap, self._host = imap, host
        self.uidvalidity = 0
        self.uidnext = 1

    def can(self, capability: str) -> bool:
        return capability in self._imap.capabilities

    def open(self, folder: str, *, to_change: bool) -> None:
        """Reading alone never changes a flag."""
        with self._talk():
            kind, said = self._imap.select(names.folder(folder), readonly=not to_change)
        if kind != "OK":
            words = gettext("There is no folder “{folder}” that can be opened: {why}")
            raise Trouble(words.format(folder=folder, why=plain(said[0])), "folder")
        self.uidvalidity = self._number("UIDVALIDITY")
        self.uidnext = self._number("UIDNEXT") or 1

    def has(self, folder: str) -> bool:
        with self._talk():
            kind, _ = self._imap.status(names.folder(folder), "(UIDVALIDITY)")
        return bool(kind == "OK")

    def make(self, folder: str) -> None:
        with self._talk():
            kind, said = self._imap.create(names.folder(folder))
        if kind != "OK":
            words = gettext("The folder “{folder}” can't be made: {why}")
            raise Trouble(words.format(folder=folder, why=plain(said[0])), "done_folder")

    def uids(self, above: int) -> list[int]:
        """All UIDs greater than that, in order."""
        self._imap.untagged_responses.pop("EXISTS", None)
        with self._talk():
            _, found = self._imap.uid("SEARCH", f"UID {above + 1}:*")
        every = {int(word) for line in found if line for word in line.split()}
        return sorted(uid for uid in every if uid > above)  # `n:*` names the last one even below n

    def announced(self) -> bool:
        """Something came since `uids` was asked: the server says so once, and not again while we idle."""
        return "EXISTS" in self._imap.untagged_responses

    def listed(self, uids: list[int]) -> Iterator[Listed]:
        """Sizes and dates; what has gone meanwhile is left out."""
        for start in range(0, len(uids), AT_ONCE):
            some = ",".join(map(str, uids[start : start + AT_ONCE]))
            with self._talk():
                _, answers = self._imap.uid("FETCH", some, "(UID RFC822.SIZE INTERNALDATE)")
            told = [each for each in (_listed(answer) for answer in answers) if each is not None]
            yield from sorted(told, key=lambda each: each.uid)

    def fetch(self, mail: Listed) -> bytes | None:
        """Its bytes as they lie there, only the head where it is too large; None where it has gone or is refused."""
        asked = "BODY.PEEK[]" if mail.size <= LARGEST else f"BODY.PEEK[HEADER]<0.{HEAD}>"
        try:
            with self._talk(60 + mail.size / SLOWEST):
                _, answers = self._imap.uid("FETCH", str(mail.uid), f"(UID {asked})")
        except Trouble as refused:
            if not isinstance(refused.__cause__, Error) or isinstance(
                refused.__cause__, Imap.abort
            ):
                raise
            return None  # one mail that the server can't give keeps no other back
        return _body(answers)

    def delete(self, uids: list[int]) -> None:
        """By UID alone: what somebody else has marked stays where it is."""
        some = ",".join(map(str, uids))
        with self._talk():
            kind, said = self._imap.uid("STORE", some, "+FLAGS.SILENT", "(\\Deleted)")
            if kind == "OK" and self.can("UIDPLUS"):
                kind, said = self._imap.uid("EXPUNGE", some)
            elif kind == "OK" and self._only_ours_are_marked(uids):
                kind, said = self._imap.expunge()
        if kind != "OK":
            words = gettext("Mails can't be deleted in this folder: {why}")
            raise Trouble(words.format(why=plain(said[0])), "after")

    def move(self, uids: list[int], folder: str) -> None:
        """MOVE, or where the server has none a copy that is deleted after it."""
        some, there = ",".join(map(str, uids)), names.folder(folder)
        with self._talk():
            kind, said = self._imap.uid("MOVE" if self.can("MOVE") else "COPY", some, there)
        if kind != "OK":
            words = gettext("Mails can't be moved to “{folder}”: {why}")
            raise Trouble(words.format(folder=folder, why=plain(said[0])), "done_folder")
        if not self.can("MOVE"):
            self.delete(uids)

    def wait(self, seconds: float, wake: int) -> None:
        """Until something new is there; only where the server can IDLE."""
        with self._talk():
            self._imap.news(seconds, wake)

    def nothing(self) -> None:
        """Keeps the line open, and lets the server tell what is new."""
        with self._talk():
            self._imap.noop()

    def _only_ours_are_marked(self, uids: list[int]) -> bool:
        _, found = self._imap.uid("SEARCH", "DELETED")
        return {int(word) for line in found if line for word in line.split()} <= set(uids)

    def _number(self, name: str) -> int:
        _, found = self._imap.response(name)
        word = (found or [None])[-1]
        return int(word) if isinstance(word, bytes) and word.isdigit() else 0

    @contextmanager
    def _talk(self, seconds: float = 60) -> Iterator[None]:
        self._imap.patient(seconds)
        with talking(self._host):
            yield


@contextmanager
def signed_in(server: Server, login: Callable[[], Login]) -> Iterator[Session]:
    """A session until the block ends. `login` is asked once the line is safe."""
    if names.has_controls(server.host):
        raise Trouble(gettext("This can't be the name of a server."), "host")
    with connecting(server.host, server.port):
        imap = Imap(server, largest=LARGEST + HEAD)
    try:
        _sign_in(imap, login(), server.host)
        yield Session(imap, server.host)
    finally:
        imap.patient(5)
        with suppress(OSError, Error):
            imap.logout()
        imap.shutdown()


def _sign_in(imap: Imap, login: Login, host: str) -> None:
    if names.has_controls(login.user) or "\0" in login.proof:
        raise Trouble(gettext("A user's name has no line breaks in it."), "user")
    imap.patient(60)
    try:
        with talking(host):
            _say_who(imap, login)
    except Trouble as refused:
        if not isinstance(refused.__cause__, Error) or isinstance(refused.__cause__, Imap.abort):
            raise
        said = plain(refused.__cause__, login.proof)
        words = gettext("{host} does not let “{user}” in. It says: {why}")
        raise Trouble(words.format(host=host, user=login.user, why=said), "user") from refused
    with talking(host):  # much is told only to whoever is signed in
        _, told = imap.capability()
    imap.capabilities = tuple((told[-1] or b"").decode("ascii", "replace").upper().split())


def _say_who(imap: Imap, login: Login) -> None:
    if login.oauth:
        words = f"user={login.user}\1auth=Bearer {login.proof}\1\1".encode()
        # A refusal comes as a question, which an empty answer ends.
        imap.authenticate("XOAUTH2", lambda asked: b"" if asked else words)
    elif "AUTH=PLAIN" in imap.capabilities:
        imap.authenticate("PLAIN", lambda _: f"\0{login.user}\0{login.proof}".encode())
    elif (login.user + login.proof).isascii():
        imap.login(names.quoted(login.user), login.proof)
    else:
        raise Trouble(gettext("This server takes only plain letters in user and password."), "user")


def _listed(answer: object) -> Listed | None:
    line = answer[0] if isinstance(answer, tuple) else answer
    if not isinstance(line, bytes):
        return None
    uid, size, date = UID.search(line), SIZE.search(line), DATE.search(line)
    if uid is None or size is None:
        return None
    return Listed(int(uid[1]), int(size[1]), _at(date[1]) if date else None)


def _at(text: bytes) -> datetime | None:
    try:
        return datetime.strptime(text.decode("ascii", "replace").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None


def _body(answers: list[object]) -> bytes | None:
    for answer in answers:
        if isinstance(answer, tuple) and b"BODY[" in answer[0]:
            return bytes(answer[1])
        if isinstance(answer, bytes) and (found := QUOTED.search(answer)):
            return re.sub(rb"\\(.)", rb"\1", found[1] or b"")
    return None
