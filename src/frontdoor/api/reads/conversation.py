"""Messages and entries of one ticket, as far as the actor may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from frontdoor.api.reads.paging import Listing, Order, Row, named
from frontdoor.people.actors import Actor, person_of
from frontdoor.people.models import Person
from frontdoor.tickets.models import Attachment, Entry, Message, Ticket
from frontdoor.tickets.queries import readable

SAID = ("id", "ticket_id", "origin_id", "at", "author_id", "author__name", "channel", "body")
DESK = ("public", "verified", "doubt", "html", "quoted")
HAPPENED = ("kind", "at", "actor", "public", "data")
FILE = ("id", "name", "type", "size")


def messages(number: int, actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(readable(actor), ticket_id=number)


def said(actor: Actor) -> Listing:
    columns = (*SAID, *DESK) if actor.is_staff else SAID
    return Listing(columns, lambda row: row, Order(("at", "id")))


def with_files(rows: list[Row], actor: Actor) -> list[Row]:
    """One query for the files of all of them."""
    found = Attachment.objects.filter(message_id__in=[row["id"] for row in rows]).order_by("pk")
    files: dict[int, list[Row]] = {}
    for message, *facts in found.values_list("message_id", *FILE):
        file = dict(zip(FILE, facts, strict=True))
        file["url"] = f"{settings.SITE_URL}/api/v1/attachments/{file['id']}"
        files.setdefault(message, []).append(file)
    return [_message(row, files.get(row["id"], []), actor) for row in rows]


def entries(ticket: Ticket, actor: Actor) -> QuerySet[Entry]:
    """For requesters the public ones, with their place among these as `nth`: a gap in `seq` would tell of others."""
    rows = Entry.objects.visible_to(actor).filter(ticket=ticket)
    return rows if actor.is_staff else rows.annotate(nth=Window(RowNumber(), order_by="seq"))


def happened(actor: Actor) -> Listing:
    seq = _seq(actor)
    return Listing((seq, *HAPPENED), lambda row: row, Order((seq,)))


def _seq(actor: Actor) -> str:
    return "seq" if actor.is_staff else "nth"


def with_actors(rows: list[Row], actor: Actor) -> list[Row]:
    """One query for the names of all who did something."""
    people = {person for row in rows if (person := person_of(row["actor"]))}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return [_entry(row, names, actor) for row in rows]


def _message(row: Row, files: Iterable[Row], actor: Actor) -> Row:
    told = {
        "id": row["id"],
        "number": row["ticket_id"],
        "origin": row["origin_id"],
        "at": row["at"],
        "author": named(row, "author"),
        "channel": row["channel"],
        "body": row["body"],
        "attachments": list(files),
    }
    return told | ({name: row[name] for name in DESK} if actor.is_staff else {})


def _entry(row: Row, names: dict[int, str], actor: Actor) -> Row:
    """What an event holds is for the desk: a reason or a number there may be nobody else's business."""
    person = person_of(row["actor"])
    label: str = row["actor"]
    who: dict[str, Any] = {
        "label": label if actor.is_staff else label.partition(":")[0],
        "person": {"id": person, "name": names.get(person, "")} if person else None,
    }
    told = {"seq": row[_seq(actor)], "kind": row["kind"], "at": row["at"], "actor": who}
    return told | ({"public": row["public"], "data": row["data"]} if actor.is_staff else {})
