"""Lets mail leave again after a restore."""

from __future__ import annotations

import click

from frontdoor.core import pauses


@click.command()
def command() -> None:
    """Say that you have looked at the restored desk and that what waits in its outbox may go."""
    if pauses.resume(pauses.OUTWARD):
        click.echo("Mail leaves again.")
    else:
        click.echo("Nothing was held.")
