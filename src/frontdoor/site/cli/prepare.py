"""Makes the data folder, brings the database up to date, collects static files."""

from __future__ import annotations

import click

from frontdoor.site.prepare import prepare


@click.command()
def command() -> None:
    """What `serve` does first, for installations that run the parts one by one."""
    prepare()
