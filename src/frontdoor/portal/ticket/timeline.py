"""Every public word and event of a request, oldest first. Notes are left out by the query, not by the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, QuerySet, prefetch_related_objects
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.core.pages import letters, times
from frontdoor.core.pages.faces import Face, face
from frontdoor.core.prepared import Given, prepared
from frontdoor.people.actors import Actor, person_of
from frontdoor.people.models import Person
from frontdoor.portal.ticket.sentences import DESK, ICONS, TOLD, Reader, sentence
from frontdoor.portal.ticket.shown import File, Happened, Said
from frontdoor.tickets.models import Entry, Message, Ticket
from frontdoor.tickets.queries import readable, sight

MOST = 100
TICKET: Any = Given("ticket", BigIntegerField())
WORDS = (
    "ticket_id",
    "author_id",
    "channel",
    "body",
    "html",
    "quoted",
    "at",
    "verified",
    "author__name",
    "author__role",
)


def said(ticket: Ticket, actor: Actor) -> list[Message]:
    """The newest public messages with their authors and files, oldest first: two queries."""
    found = _words(sight(actor), me=actor.me, ticket=ticket.pk)[::-1]
    prefetch_related_objects(found, "attachments")
    return found


@prepared
def _words(seeing: Actor) -> QuerySet[Message]:
    words = Message.objects.filter(readable(seeing), public=True, ticket_id=TICKET)
    return words.select_related("author").only(*WORDS).order_by("-at", "-pk")[:MOST]


def public_words(ticket: Ticket, actor: Actor) -> QuerySet[Message]:
    """No note, whoever reads; and what nobody has proved only for those who may judge it."""
    return ticket.messages.filter(readable(actor), public=True)


def happened(ticket: Ticket) -> list[Entry]:
    """Public entries that a requester is told of."""
    return _entries(ticket=ticket.pk)[::-1]


@prepared
def _entries() -> QuerySet[Entry]:
    told = Entry.objects.filter(ticket_id=TICKET, public=True, kind__in=sorted(TOLD))
    return told.order_by("-seq")[:MOST]


def names_in(entries: Iterable[Entry]) -> dict[int, str]:
    """Names of the persons who acted, by key."""
    keys = {pk for entry in entries if (pk := person_of(entry.actor))}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))


def timeline(
    ticket: Ticket, messages: Sequence[Message], entries: Sequence[Entry], reader: Reader
) -> tuple[Said | Happened, ...]:
    """Events older than the oldest message that is shown are left out with it."""
    since = messages[0].at if messages else ticket.created_at
    placed: list[tuple[tuple[object, int, int], Said | Happened]] = [
        ((each.at, 0, each.pk), _said(each, ticket, reader)) for each in messages
    ]
    for entry in entries:
        words = sentence(entry, reader)
        if words and entry.at >= since:
            placed.append(((entry.at, 1, entry.seq), _happened(entry, words, reader)))
    return tuple(item for _, item in sorted(placed, key=lambda each: each[0]))


def _said(message: Message, ticket: Ticket, reader: Reader) -> Said:
    return Said(
        pk=message.pk,
        face=_face(message, ticket),
        mine=message.author_id is not None and message.author_id == reader.pk,
        at=times.clock(message.at, reader.now),
        iso=message.at.isoformat(timespec="minutes"),
        body=_body(message, ticket),
        original=_original(message, ticket),
        files=tuple(
            File(each.pk, each.name, filesizeformat(each.size))
            for each in message.attachments.all()
        ),
        doubtful=not message.verified,
    )


def _body(message: Message, ticket: Ticket) -> Markup:
    """What they wrote this time: with its markup where that says nothing more."""
    if message.html and not message.quoted:
        return letters.shown(message.html, _pictures(message, ticket))
    return letters.worded(message.body, _pictures(message, ticket))


def _original(message: Message, ticket: Ticket) -> Markup | None:
    """All that was sent, where only a part of it is shown."""
    if not message.quoted:
        return None
    if message.html:
        return letters.shown(message.html, _pictures(message, ticket))
    return letters.worded(message.quoted, _pictures(message, ticket))


def _pictures(message: Message, ticket: Ticket) -> dict[str, str]:
    home = f"/portal/requests/{ticket.pk}/files/"
    return {
        file.content_id: f"{home}{file.pk}/picture/"
        for file in message.attachments.all()
        if file.content_id
    }


def _face(message: Message, ticket: Ticket) -> Face:
    author = message.author
    if author is not None:
        ours = author.is_staff and author.pk != ticket.requester_id
        return face(author.pk, author.name, agent=ours)
    return face(None, str(DESK) if message.verified else _("Somebody"))


def _happened(entry: Entry, words: str, reader: Reader) -> Happened:
    at, iso = times.clock(entry.at, reader.now), entry.at.isoformat(timespec="minutes")
    return Happened(ICONS.get(entry.kind, "arrow"), words, at, iso)
