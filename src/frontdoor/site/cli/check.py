"""Says whether this installation is sound; exit 1 if not."""

from __future__ import annotations

import sys

import click

from frontdoor.site import soundness

MARKS = {"ok": "  ok      ", "warning": "  warning ", "fault": "  FAULT   "}


@click.command()
def command() -> None:
    """Settings, disk, mail, database, clocks and queues, one line each."""
    found = list(soundness.findings())
    for finding in found:
        click.echo(MARKS[finding.level] + finding.words)
    sys.exit(any(finding.level == "fault" for finding in found))
