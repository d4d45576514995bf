"""Lets mail leave again after a restore."""

from __future__ import annotations

import click

from frontdoor.channels import outbox
from frontdoor.core import pauses


@click.command()
def command() -> None:
    """Say that you have looked at the restored desk and that what waits in its outbox may go."""
    if pauses.resume(pauses.OUTWARD):
        click.echo(f"Mail leaves again; {outbox.flush()} were waiting.")
    else:
        click.echo("Nothing was held.")
