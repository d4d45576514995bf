"""A ticket's conversation and log as the page reads them: tuples, which cost a third of models."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from frontdoor.log import events
from frontdoor.people.models import Person
from frontdoor.tickets.models import Attachment, Ticket


class Kept(NamedTuple):
    """A file of a message."""

    pk: int
    name: str
    size: int
    content_id: str = ""


class Said(NamedTuple):
    """One message with who wrote it."""

    pk: int
    at: datetime
    public: bool
    channel: str
    body: str
    html: str
    quoted: str
    verified: bool
    doubt: str
    origin: int
    author: int | None
    name: str | None
    role: str | None
    noticed: dict[str, Any]
    spool_key: str | None
    files: tuple[Kept, ...] = ()

    @property
    def from_staff(self) -> bool:
        return self.role in Person.STAFF


class Told(NamedTuple):
    """One entry of the log."""

    seq: int
    kind: str
    data: dict[str, Any] | None
    actor: str
    at: datetime

    @property
    def event(self) -> events.Event:
        if self.data is None:
            return events.Shell(was=self.kind)
        return events.load(self.kind, self.data)


SAID = (
    "pk", "at", "public", "channel", "body", "html", "quoted", "verified", "doubt", "origin_id",
    "author_id", "author__name", "author__role", "noticed", "spool_key",
)  # fmt: skip


def conversation(ticket: Ticket) -> list[Said]:
    """All messages, oldest first: two queries."""
    return _with_files(ticket.messages.order_by("at", "pk").values_list(*SAID))


def latest(ticket: Ticket, count: int) -> list[Said]:
    """The newest messages, oldest of them first."""
    newest = list(ticket.messages.order_by("-at", "-pk").values_list(*SAID)[:count])
    return _with_files(newest[::-1])


def log(ticket: Ticket) -> list[Told]:
    rows = ticket.log.order_by("seq").values_list("seq", "kind", "data", "actor", "at")
    return [Told(*row) for row in rows]


def _with_files(rows: Any) -> list[Said]:
    said = [Said(*row) for row in rows]
    files = defaultdict(list)
    named = Attachment.objects.filter(message__in=[one.pk for one in said]).order_by("pk")
    for row in named.values_list("message_id", "pk", "name", "size", "content_id"):
        files[row[0]].append(Kept(*row[1:]))
    return [one._replace(files=tuple(files[one.pk])) if one.pk in files else one for one in said]
