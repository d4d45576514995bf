"""Log work in one line: frontdoor log "reset vpn for alice @walkup 5m #done"."""

from __future__ import annotations

import json

import click
from django.conf import settings

from frontdoor.channels.quicklog.record import record
from frontdoor.channels.quicklog.told import told
from frontdoor.channels.quicklog.understand import understand
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import acting
from frontdoor.people.directory import by_email
from frontdoor.people.models import Person


@click.command()
@click.argument("line")
@click.option(
    "--as", "email", metavar="EMAIL", help="Who did it; not needed if one person works here."
)
def command(line: str, email: str | None) -> None:
    """Make a ticket out of LINE: what you did, for whom, how long."""
    by = acting(_writer(email))
    draft = understand(line, by=by, now=clock.now())
    ticket = record(draft, by=by, seconds=None)
    answer = {
        "ticket": ticket.pk,
        "url": f"{settings.SITE_URL}/desk/tickets/{ticket.pk}/",
        "status": ticket.status,
        "understood": told(draft),
    }
    click.echo(json.dumps(answer, ensure_ascii=False))


def _writer(email: str | None) -> Person:
    if email:
        if person := by_email(email):
            return person
        raise Refused(f"Nobody here has the address {email}.")
    staff = list(Person.objects.filter(active=True, role__in=Person.STAFF)[:2])
    if len(staff) != 1:
        raise Refused("Say who you are: frontdoor log --as EMAIL …")
    return staff[0]
