"""Checks the evidence chain; exit 1 and the first bad entry if it does not hold."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from django.db.models import Exists, OuterRef

from frontdoor.log.verify import Verdict, verify
from frontdoor.people.models import AuditEntry
from frontdoor.tickets.models import Entry, Ticket

CHUNK = 2000


@click.command()
def command() -> None:
    """Every ticket's log and the audit, from the first entry to the last."""
    count = 0
    for verdict in _verdicts():
        count += verdict.entries
        if verdict.bad:
            click.echo(f"The chain does not hold. {verdict.bad}", err=True)
            sys.exit(1)
    click.echo(f"The chain holds: {count} entries.")


def _verdicts() -> Iterator[Verdict]:
    yield verify(Entry.objects.order_by("ticket_id", "seq").iterator(CHUNK))
    yield verify(AuditEntry.objects.order_by("seq").iterator(CHUNK))
    yield _heads()


def _heads() -> Verdict:
    """A log that was cut at its end, or removed whole, is a chain that holds: the ticket knows."""
    last = Entry.objects.filter(
        ticket=OuterRef("pk"), seq=OuterRef("last_seq"), hash=OuterRef("head")
    )
    cut = Ticket.objects.filter(~Exists(last)).order_by("pk").first()
    return Verdict(0, f"ticket:{cut.pk} entry {cut.last_seq} is missing" if cut else "")
