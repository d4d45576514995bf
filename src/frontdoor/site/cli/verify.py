"""Checks the evidence chain; exit 1 and the first bad entry if it does not hold."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import click

from frontdoor.log.offline import Entry, Head, Seen, read, sentence, verdict
from frontdoor.site.evidence.places import files
from frontdoor.site.evidence.records import records


@click.command()
@click.argument("export", required=False)
@click.option(
    "--checkpoints",
    multiple=True,
    metavar="FILE",
    help="A place's file, or a mail or log with seals.",
)
def command(export: str | None, checkpoints: tuple[str, ...]) -> None:
    """Every log of this desk against the checkpoints in its places, or of an EXPORT against those in it."""
    seen = Seen()
    given = read(export, checkpoints, seen) if export else _here(checkpoints, seen)
    with closing(given):  # it stops at the first bad entry, in the middle of a statement
        count, bad = verdict(given, seen)
    click.echo(sentence(count, bad, seen), err=bool(bad))
    sys.exit(bool(bad))


def _here(checkpoints: tuple[str, ...], seen: Seen) -> Generator[Entry | Head, None, None]:
    """Checkpoints first: whatever they saw must be found afterwards."""
    known = [file for file in files() if file.exists()]
    for file in [*known, *map(Path, checkpoints)]:
        with file.open(encoding="utf-8", errors="replace") as lines:
            seen.read(str(file), lines)
    yield from records()
