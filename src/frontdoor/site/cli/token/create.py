"""Prints an API token, this once."""

from __future__ import annotations

import click

from frontdoor.core.errors import Refused
from frontdoor.people import directory
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from frontdoor.people.roles import SCOPES


@click.command()
@click.option("--person", required=True, metavar="EMAIL")
@click.option("--scope", "scopes", required=True, multiple=True, type=click.Choice(SCOPES))
@click.argument("more", nargs=-1, metavar="[SCOPE…]", type=click.Choice(SCOPES))
def command(person: str, scopes: tuple[str, ...], more: tuple[str, ...]) -> None:
    """The token can do what its person may do, as far as its scopes go. It is not shown again.

    Several scopes: `--scope read write`, or `--scope read --scope write`.
    """
    holder = directory.by_email(person)
    if holder is None:
        raise Refused(f"Nobody here has the address {person}.")
    click.echo(tokens.make(holder, scopes=[*scopes, *more], by=SYSTEM))
