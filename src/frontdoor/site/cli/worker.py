"""Run tasks and schedules until told to stop."""

from __future__ import annotations

import click

from frontdoor.core.tasks.work import LANES, work


@click.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(list(LANES)),
    help="Only this queue; may be given more than once. Default: all of them.",
)
def command(queues: tuple[str, ...]) -> None:
    """Claims what is due and runs it. SIGTERM: finishes or gives back within ten seconds."""
    work({name: threads for name, threads in LANES.items() if name in (queues or LANES)})
