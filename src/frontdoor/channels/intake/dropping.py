"""A mail that somebody signed in dropped onto a page: kept like any other, read at once."""

from __future__ import annotations

import contextlib

from frontdoor.channels import spool
from frontdoor.channels.adapters.email.compound import MAGIC
from frontdoor.channels.intake.proof import DROPPED
from frontdoor.channels.intake.reading import READER
from frontdoor.channels.intake.task import take_in
from frontdoor.channels.models import Spooled
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.tasks import RetryLater
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person

LARGEST = 30 * 1024 * 1024


def dropped(raw: bytes, name: str, *, by: Actor) -> Spooled:
    """The row of the mail log with its outcome; without one where the worker has to finish it.

    Raises Refused where this is no mail, NotAllowed where the actor doesn't work at the desk.
    """
    person = Person.objects.filter(pk=by.me).first()
    if person is None or not by.has("open_for"):
        raise NotAllowed("Only the desk can log mail for others.")
    _require_mail(raw, name)
    row = spool.accept(raw, spool.Envelope(DROPPED, person.email))
    with contextlib.suppress(RetryLater):
        take_in.call(row.pk)
    READER.close()  # a page's process keeps no reader for the next one, which may never come
    row.refresh_from_db()
    return row


def _require_mail(raw: bytes, name: str) -> None:
    ending = name.lower().rpartition(".")[2]
    if ending not in ("eml", "msg"):
        raise Refused("“{name}” is no mail. Drop a file that ends in .eml or .msg.", name=name[:80])
    if not raw.strip():
        raise Refused("“{name}” is empty.", name=name[:80])
    if len(raw) > LARGEST:
        raise Refused("“{name}” has more than 30 MB.", name=name[:80])
    if ending == "msg" and not raw.startswith(MAGIC):
        raise Refused("“{name}” is not a message that Outlook saved.", name=name[:80])
