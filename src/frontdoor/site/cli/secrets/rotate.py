"""Makes a new key and seals every kept secret anew with it."""

from __future__ import annotations

import click

from frontdoor.core import secrets
from frontdoor.core.errors import Refused


@click.command()
def command() -> None:
    """While the desk runs, and again where it was broken off.

    Where FRONTDOOR_SECRETS_KEY is set, put the new key first in it, restart, and run this.
    """
    try:
        name, many = secrets.rotate()
    except secrets.Unopened as gone:
        raise Refused(str(gone)) from gone
    click.echo(f"Sealed {many} with key {name}.")
