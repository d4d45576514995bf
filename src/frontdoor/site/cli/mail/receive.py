"""Takes one message from standard input, as a mail server's pipe would."""

from __future__ import annotations

import contextlib
import json
import sys

import click
from django.db import Error as DatabaseError

from frontdoor.channels import spool
from frontdoor.channels.intake import take_in
from frontdoor.channels.models import Spooled
from frontdoor.core.tasks import RetryLater
from frontdoor.site.prepare import prepare

TEMPORARY = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the message and tries again."""


@click.command()
@click.option("--from", "sender", default="", help="The envelope's sender.")
@click.option("--to", "recipients", multiple=True, help="The envelope's recipients.")
def command(sender: str, recipients: tuple[str, ...]) -> None:
    """Prints one JSON line with the outcome; exit 0 when it is durably taken, 75 when to try again."""
    try:
        prepare()
        taken = spool.accept(sys.stdin.buffer.read(), spool.Envelope("pipe", sender, recipients))
    except (OSError, DatabaseError) as trouble:
        click.echo(f"Not taken, try again: {type(trouble).__name__}", err=True)
        sys.exit(TEMPORARY)
    click.echo(json.dumps(_outcome(taken.pk)))


def _outcome(spooled: int) -> dict[str, object]:
    """Read at once; where that fails for now, the worker does it later and the mail is safe all the same."""
    with contextlib.suppress(RetryLater, OSError, DatabaseError):
        take_in.call(spooled)
    row = Spooled.objects.get(pk=spooled)
    return {
        "outcome": row.outcome or "accepted",
        "ticket": row.ticket_id,
        "mail": row.pk,
        "reason": row.reason,
    }
