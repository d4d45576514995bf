"""Rebuilds what projections keep, from the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import click
from django.db import transaction

from frontdoor.log.replay import replay
from frontdoor.tickets.models import Entry

CHUNK = 500


@click.command()
def command() -> None:
    """In small steps, so that a running desk goes on meanwhile."""
    entries = Entry.objects.select_related("ticket").order_by("at", "pk").iterator(CHUNK)
    told = 0
    for step in _steps(entries):
        with transaction.atomic():
            told += replay(step)
    click.echo(f"Told the projections {told} entries.")


def _steps(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    several = iter(entries)
    while step := list(islice(several, CHUNK)):
        yield step
