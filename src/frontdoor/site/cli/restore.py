"""Puts a backup into an empty place; nothing is sent until `frontdoor resume`."""

from __future__ import annotations

from pathlib import Path

import click

from frontdoor.site.archive.restore import restore


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Everything in FILE is checked before anything is changed."""
    restored = restore(file)
    click.echo(
        f"Restored {restored.rows} rows and {restored.files} files, as they were at "
        f"{restored.made_at[:16]}. Nothing is sent until you have looked and run `frontdoor resume`."
    )
