"""Fill an empty desk with a made-up company and 18 months of its history."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from frontdoor.core import clock
from frontdoor.site.demo.fill import fill
from frontdoor.site.demo.history import imagine
from frontdoor.site.demo.story import CHAPTER
from frontdoor.site.prepare import prepare

MOST = 8


@click.command()
@click.option("--tickets", default=5_000, show_default=True, type=click.IntRange(1, 5_000_000))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option(
    "--until", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="When it ends; now."
)
def command(tickets: int, seed: int, until: datetime | None) -> None:
    """The same seed and day make the same company and the same history."""
    prepare()
    end = until.replace(tzinfo=UTC) if until else clock.now()
    history = imagine(tickets, seed, end)
    fill(history, _progress, processes=_processes(tickets))
    company = history.company
    people, agents = len(company.people), len(company.agents)
    click.echo(f"{company.name}: {people:,} people, {agents} at the desk, {tickets:,} tickets.")


def _progress(written: int) -> None:
    click.echo(f"{written:,} tickets", err=True)


def _processes(tickets: int) -> int:
    """As many as there are processors, where there is enough for them to do."""
    return min(os.cpu_count() or 1, MOST, max(1, tickets // CHAPTER))
