"""Keep checkpoints in every place: files get them whole, mail and syslog their seals (docs/how-to/prove-the-log.md)."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django_tasks import task

from frontdoor.channels.adapters.email.compose import Sheet, composed
from frontdoor.channels.adapters.email.transport import (
    Ambiguous,
    Letter,
    Unreachable,
    deliver,
)
from frontdoor.core import clock, pauses
from frontdoor.core.tasks import RetryLater
from frontdoor.log.checkpoints import NAME, NEVER, Checkpointed, add, body, last_in, line, words
from frontdoor.site.evidence.checkpoints import heads, is_file, latest, made

LOG = logging.getLogger("frontdoor.evidence")
NOTICE = 13 << 3 | 5
"""Priority of a syslog line: log audit, notice (RFC 5424, 6.2.1)."""


class Apart(Exception):
    """A place has seen another history than the database tells."""


def files() -> list[Path]:
    """Where checkpoints are kept whole; the first is the data folder's."""
    outside = filter(is_file, settings.CHECKPOINTS)
    return [Path(settings.DATA) / NAME, *(Path(place) / NAME for place in outside)]


def keep() -> None:
    """Gives each file what it lacks. One that can't be reached, or has seen another history, holds up none."""
    newest = latest()
    for file in files():
        try:
            _keep(file, newest)
        except (OSError, Apart) as problem:
            LOG.error("Checkpoints are not kept in %s: %s", file.parent, problem)


def trouble(file: Path) -> str:
    """Why a place does not hold the latest checkpoint, or ""."""
    newest = latest()
    try:
        number = _shared(file, newest).number
    except (OSError, Apart) as problem:
        return str(problem)
    return f"It lacks {newest.number - number} checkpoints." if newest.number > number + 1 else ""


@task(queue_name="default")
def tell(number: int) -> None:
    """Sends one seal to the places that hold no more. A mail goes only once an hour: each seal covers those before."""
    before, *found = made(since=number - 1) if number > 1 else (NEVER, *made(since=1))
    new = found[0]
    for place in settings.CHECKPOINTS:
        if place.startswith("syslog:"):
            _log(place, new)
        if place.startswith("mailto:") and new.at[:13] != before.at[:13]:
            _mail(place.removeprefix("mailto:"), new)


def _keep(file: Path, newest: Checkpointed) -> None:
    last = _shared(file, newest)
    if last != newest:
        add(file, _lines(last))


def _shared(file: Path, newest: Checkpointed) -> Checkpointed:
    """The last checkpoint that a file holds; raises Apart where the database tells another one, or none."""
    number, seal = last_in(file)
    known = next(made(since=number), newest) if 0 < number <= newest.number else NEVER
    if (known.number, known.seal) != (number, seal):
        raise Apart(f"It has seen checkpoint {number}, and the database tells another history.")
    return known


def _lines(before: Checkpointed) -> Iterator[bytes]:
    """What comes after a checkpoint, made again from the logs; raises Apart where it can't be."""
    for new in made(since=before.number + 1):
        told = body(new, before=before.seal, heads=heads(before, new.upto, new.audit))
        if told["seal"] != new.seal:
            raise Apart(f"Checkpoint {new.number} can't be made again: the log was changed.")
        yield line(told)
        before = new


def _log(place: str, new: Checkpointed) -> None:
    """One line (RFC 5424), to the log of this machine or by UDP to another's (RFC 5426)."""
    there = urlsplit(place)
    said = f"<{NOTICE}>1 {new.at} {socket.gethostname()} frontdoor - - - {words(new)}".encode()
    kind = socket.AF_INET if there.hostname else socket.AF_UNIX
    with socket.socket(kind, socket.SOCK_DGRAM) as sender:
        sender.sendto(said, (there.hostname, there.port or 514) if there.hostname else "/dev/log")


def _mail(address: str, new: Checkpointed) -> None:
    if not settings.EMAIL_URL or pauses.is_paused(pauses.OUTWARD):
        raise RetryLater("Mail does not leave just now.", seconds=600)
    host = settings.MAILBOX.rpartition("@")[2]
    sheet = Sheet(
        sender=(settings.DESK_NAME, settings.MAILBOX), reader=("", address), date=clock.now(),
        subject=f"Checkpoint {new.number} of {settings.DESK_NAME}", text=TEXT.format(words(new)),
        html="", message_id=f"checkpoint.{new.number}.{new.seal[:16]}@{host}", automatic=True,
    )  # fmt: skip
    try:
        deliver(Letter(settings.MAILBOX, address, composed(sheet)), settings.EMAIL_URL)
    except (Unreachable, Ambiguous) as passing:
        raise RetryLater(str(passing), seconds=300) from passing


TEXT = """Keep this mail where the help desk's administrators can't change it. It proves that nobody has
rewritten the desk's log since.

{}

To check the log: frontdoor verify --checkpoints THIS-MAIL.eml
"""
