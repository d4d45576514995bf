"""Run tasks and schedules until told to stop."""

from __future__ import annotations

import click

from frontdoor.site.processes.work import work


@click.command()
def command() -> None:
    """Claims what is due and runs it. SIGTERM: finishes or gives back within ten seconds."""
    work()
