"""Lets mail leave again after a restore."""

from __future__ import annotations

import click

from frontdoor.channels import outbox


@click.command()
def command() -> None:
    """Say that you have looked at the restored desk and that what waits in its outbox may go."""
    waited = outbox.let_out()
    if waited is None:
        click.echo("Nothing was held.")
    else:
        click.echo(f"Mail leaves again; {waited} were waiting.")
