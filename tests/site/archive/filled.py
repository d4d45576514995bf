"""Fills an installation through the product's own verbs; run with its settings, prints what is in it."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from frontdoor.core import storage  # noqa: E402
from frontdoor.people.models import Person  # noqa: E402
from frontdoor.tickets.models import Attachment, Entry, Message, Ticket  # noqa: E402
from tests import make  # noqa: E402


def fill(count: int, word: str) -> None:
    cy = Person.objects.filter(name="Cy").first() or make.person("Cy", "agent", make.team())
    for number in range(count):
        ticket = make.ticket(f"{word} {number}", requester=cy, body=f"Body of {word} {number}")
        blob = storage.keep(f"file of {word} {number}".encode() * 100)
        message = Message.objects.get(ticket=ticket)
        Attachment.objects.create(
            message=message, sha256=blob.sha256, name="a.txt", type="text/plain", size=blob.size
        )
        print(ticket.pk, flush=True)


def show() -> None:
    names = Attachment.objects.values_list("sha256", flat=True)
    said = {
        "tickets": {ticket.pk: ticket.subject for ticket in Ticket.objects.order_by("pk")},
        "files": {name: len(storage.read_blob(name)) for name in names},
        "attachments": len(names),
        "entries": Entry.objects.count(),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]), sys.argv[3])
    else:
        show()
