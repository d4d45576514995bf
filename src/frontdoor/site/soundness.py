"""Is this installation sound? Each check is one function that says what it found."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError

from frontdoor.channels.adapters.email import lines
from frontdoor.channels.adapters.email.transport import Unreachable, greet
from frontdoor.channels.mailboxes import health
from frontdoor.channels.models import Destination
from frontdoor.core import db, pauses
from frontdoor.core.disk import free
from frontdoor.core.errors import Unsound
from frontdoor.core.lag import LAGS
from frontdoor.core.tasks.dead import dead
from frontdoor.site import schema
from frontdoor.site.evidence import places

PATCHED = {(3, 11): 15, (3, 12): 13, (3, 13): 12, (3, 14): 3}
"""The first release of each Python whose mail library refuses control characters in headers."""
FAR = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "glusterfs"})
CLOCK = 5.0
"""Seconds that two clocks may be apart."""


@dataclass(frozen=True)
class Finding:
    """`fault`: must be mended before the desk can be trusted. `warning`: ought to be."""

    level: str
    words: str


def ok(words: str) -> Finding:
    return Finding("ok", words)


def warning(words: str) -> Finding:
    return Finding("warning", words)


def fault(words: str) -> Finding:
    return Finding("fault", words)


def findings() -> Iterator[Finding]:
    """What every check found, in order; the rest is left out where the database does not answer."""
    for check in WITHOUT_DATABASE:
        yield from check()
    try:
        for check in WITH_DATABASE:
            yield from check()
    except DatabaseError as problem:
        yield fault(f"The database does not answer: {str(problem).strip()}.")


def require() -> None:
    """Raises Unsound where mail that we accept could be lost: then nothing may start."""
    try:
        found = [*durability(), *file_system()]
    except DatabaseError as problem:
        raise Unsound(f"The database does not answer: {str(problem).strip()}.") from problem
    if faults := [finding.words for finding in found if finding.level == "fault"]:
        raise Unsound(" ".join(faults))


def python() -> Iterator[Finding]:
    version = sys.version_info
    if version.micro < PATCHED.get(version[:2], 0):
        wanted = ".".join(map(str, (*version[:2], PATCHED[version[:2]])))
        yield warning(f"Python {sys.version.split()[0]} has known holes in mail; use {wanted}.")
    else:
        yield ok(f"Python {sys.version.split()[0]}.")


def configuration() -> Iterator[Finding]:
    for message in run_checks():
        yield (fault if message.is_serious() else warning)(f"Settings: {message.msg}")
    address = urlsplit(settings.SITE_URL)
    if address.scheme == "http" and address.hostname not in ("127.0.0.1", "localhost", "::1"):
        yield warning("FRONTDOOR_URL is plain http: passwords cross the network in the clear.")
    else:
        yield ok(f"Settings; the address is {settings.SITE_URL}.")


def folder() -> Iterator[Finding]:
    mode = Path(settings.DATA).stat().st_mode & 0o777
    if mode & 0o077:
        yield warning(f"{settings.DATA} can be read by others on this machine (mode {mode:o}).")
    else:
        yield ok(f"Only we can read {settings.DATA}.")


def disk() -> Iterator[Finding]:
    left = free(Path(settings.DATA))
    words = f"{left / 1e9:.1f} GB free in {settings.DATA}"
    if left < settings.MIN_FREE:
        yield fault(f"{words}: below {settings.MIN_FREE / 1e9:.1f} GB nothing is taken in.")
    else:
        yield ok(f"{words}.")


def mail_out() -> Iterator[Finding]:
    if not settings.EMAIL_URL:
        yield warning("EMAIL_URL is not set: answers stay in the outbox and are shown as unsent.")
        return
    where = lines.place(settings.EMAIL_URL)
    try:
        greet(settings.EMAIL_URL)
    except Unreachable as problem:
        yield fault(f"Mail does not go out through {where}. {problem}")
    else:
        yield ok(f"The mail server {where} takes our mail.")


def mail_in() -> Iterator[Finding]:
    if settings.MAIL_LISTEN is None:
        yield warning("FRONTDOOR_MAIL_LISTEN is empty: no mail is taken in.")
        return
    host, port = settings.MAIL_LISTEN
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError:
        yield warning(f"Nobody listens for mail on {host}:{port}. Is the desk running?")
    else:
        yield ok(f"Mail is taken in on {host}:{port}.")


def durability() -> Iterator[Finding]:
    frail = db.backend().frailties()
    yield from (fault(words) for words in frail)
    if not frail:
        yield ok("The database keeps what it was told, even in a power cut.")


def file_system() -> Iterator[Finding]:
    place = db.backend().folder()
    kind = kind_of(place) if place else ""
    if kind in FAR:
        yield fault(f"{place} is on a network file system ({kind}), where a database file breaks.")
    elif kind:
        yield ok(f"The database file is on a local file system ({kind}).")


def clocks() -> Iterator[Finding]:
    apart = db.backend().seconds_off()
    if abs(apart) > CLOCK:
        yield fault(f"The database's clock and ours are {abs(apart):.0f} seconds apart.")
    else:
        yield ok("The clocks agree.")


def tables() -> Iterator[Finding]:
    if waiting := schema.pending():
        yield fault(f"The tables are {len(waiting)} steps behind: run `frontdoor prepare`.")
    else:
        yield ok("The tables are those of this version.")
        yield from queues()
        yield from mailboxes()
        yield from given_up()
        yield from held_mail()
        yield from evidence()


def queues() -> Iterator[Finding]:
    for name in LAGS:
        age = LAGS[name].oldest()
        if age > LAGS[name].limit:
            yield fault(f"The oldest of {name} has waited {age:.0f} seconds. Is a worker running?")
        else:
            yield ok(f"The oldest of {name} has waited {age:.0f} seconds.")


def mailboxes() -> Iterator[Finding]:
    for mailbox in health.fetched():
        age = health.age(mailbox)
        if mailbox.error:
            yield fault(f"The mailbox “{mailbox.name}” can't be fetched: {mailbox.error}")
        elif age > health.LATE:
            yield fault(
                f"Nobody has looked into the mailbox “{mailbox.name}” for {age:.0f} seconds."
            )
        else:
            yield ok(f"The mailbox “{mailbox.name}” was looked into {age:.0f} seconds ago.")


def given_up() -> Iterator[Finding]:
    if many := dead().count():
        yield warning(f"{many} tasks were given up: `frontdoor task dead` shows them.")


def held_mail() -> Iterator[Finding]:
    """Said where somebody looks: after a restore nothing leaves, and nothing else would tell."""
    if pauses.is_paused(pauses.OUTWARD):
        yield fault("Mail is held since a restore: look at the desk, then say `frontdoor resume`.")
    for held in Destination.objects.order_by("since"):
        yield warning(f"Mail to {held.name} waits since {held.since:%d %b %H:%M}. {held.error}")


def evidence() -> Iterator[Finding]:
    """A log proves something against its own administrators only by what is kept elsewhere."""
    for file in places.files():
        if words := places.trouble(file):
            yield fault(f"Checkpoints of the log in {file.parent}: {words}")
        else:
            yield ok(f"Checkpoints of the log are kept in {file.parent}.")
    if not settings.CHECKPOINTS:
        yield warning("FRONTDOOR_CHECKPOINTS is not set: nothing outside would show a changed log.")


Check = Callable[[], Iterator[Finding]]
WITHOUT_DATABASE: tuple[Check, ...] = (python, configuration, folder, disk, mail_out, mail_in)
WITH_DATABASE: tuple[Check, ...] = (durability, file_system, clocks, tables)


def kind_of(place: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The file system that a folder is on; "" where this system doesn't tell."""
    if not mounts.exists():
        return ""
    found = {}
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, kind, *_ = line.split(" ")
        found[point.replace("\\040", " ")] = kind
    above = [str(place.resolve()), *(str(parent) for parent in place.resolve().parents)]
    return next((found[folder] for folder in above if folder in found), "")
