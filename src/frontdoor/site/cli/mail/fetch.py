"""Fetches the mailboxes of the settings by IMAP, alone, for installations of many machines."""

from __future__ import annotations

import click

from frontdoor.site.prepare import prepare
from frontdoor.site.processes.post import fetch


@click.command()
def command() -> None:
    """Until SIGTERM. What is added, changed or paused meanwhile is noticed."""
    prepare()
    fetch()
