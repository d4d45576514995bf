"""Puts database and attachments into one archive, while the desk runs."""

from __future__ import annotations

from pathlib import Path

import click

from frontdoor.site.archive.backup import backup


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """FILE appears once it is whole; one that was there is replaced only then."""
    written = backup(file.absolute())
    size = f"{written.size / 1e6:.1f} MB"
    click.echo(f"{file}: {written.rows} rows, {written.files} attachments and mails, {size}")
