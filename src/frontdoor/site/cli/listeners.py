"""Shows who hears what: each event with its projections and reactions."""

from __future__ import annotations

import click

from frontdoor.log.events import KINDS
from frontdoor.log.subscribe import PROJECTIONS, reactions_to


@click.command()
def command() -> None:
    """One event a paragraph. A reaction to everything stands with each."""
    for kind in sorted(KINDS):
        click.echo(kind)
        for listener in PROJECTIONS.get(kind, ()):
            click.echo(f"  projection  {listener.__module__}.{listener.__qualname__}")
        for name in sorted(reactions_to(kind)):
            click.echo(f"  reaction    {name}")
