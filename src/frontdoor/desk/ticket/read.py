"""A ticket's conversation and log as the page reads them: tuples, which cost a third of models."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from frontdoor.desk.ticket import asked
from frontdoor.log import events
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket


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
    claimant: str
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


def conversation(ticket: Ticket) -> list[Said]:
    """All messages, oldest first: two queries."""
    return _with_files(ticket, asked.said(ticket=ticket.pk))


def latest(ticket: Ticket, count: int) -> list[Said]:
    """The newest messages, oldest of them first."""
    return _with_files(ticket, asked.latest(count, ticket=ticket.pk)[::-1])


def log(ticket: Ticket) -> list[Told]:
    return [Told(*row) for row in asked.happened(ticket=ticket.pk)]


def _with_files(ticket: Ticket, rows: list[Any]) -> list[Said]:
    said = [Said(*row) for row in rows]
    if not said:
        return said
    files = defaultdict(list)
    for row in asked.files(ticket=ticket.pk, since=said[0].at):
        files[row[0]].append(Kept(*row[1:]))
    return [one._replace(files=tuple(files[one.pk])) if one.pk in files else one for one in said]
