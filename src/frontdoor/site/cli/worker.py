"""Run tasks and schedules until told to stop."""

from __future__ import annotations

import signal

import click

from frontdoor.core.tasks.worker import Worker


@click.command()
def command() -> None:
    """Claims what is due and runs it. SIGTERM: finishes or gives back within ten seconds."""
    worker = Worker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    worker.run()
