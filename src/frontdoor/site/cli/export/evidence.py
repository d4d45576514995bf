"""Writes the log as evidence that anybody can check without Frontdoor."""

from __future__ import annotations

from pathlib import Path

import click

from frontdoor.site.evidence.export import export


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--payloads", is_flag=True, help="With what the entries say, which is personal.")
def command(file: Path, *, payloads: bool) -> None:
    """FILE is a zip with every entry, its hashes, the checkpoints, and the program that checks them.

    What entries say is left out but for its fingerprints, unless --payloads is given.
    """
    count = export(file.absolute(), payloads=payloads)
    click.echo(f"{file}: {count} entries. To check it: python3 -I -S {file}")
