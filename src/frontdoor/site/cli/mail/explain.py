"""Show how each message would be read, one JSON line a file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from frontdoor.channels.adapters.email.explain import explained
from frontdoor.channels.adapters.email.explain import save as save_attachments
from frontdoor.core.errors import Refused


@click.command()
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each attachment there, named by its SHA-256.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
def command(save: Path | None, files: tuple[Path, ...]) -> None:
    """Show how each message would be read, one JSON line a file."""
    host = urlsplit(os.environ.get("FRONTDOOR_URL", "")).hostname or ""
    for file in files:
        try:
            raw = file.read_bytes()
        except OSError as problem:
            raise Refused(f"{file} can't be read: {problem.strerror}.") from problem
        line, attachments = explained(raw, str(file), own_host=host)
        if save:
            save_attachments(attachments, save)
        click.echo(json.dumps(line, ensure_ascii=False))
