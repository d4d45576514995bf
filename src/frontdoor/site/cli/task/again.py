"""Runs tasks again that were given up."""

from __future__ import annotations

import click

from frontdoor.core.tasks.dead import run_again


@click.command()
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1))
def command(numbers: tuple[int, ...]) -> None:
    """The numbers are those that `frontdoor task dead` prints. Each gets all its attempts back."""
    for number in numbers:
        run_again(number)
        click.echo(f"{number} is waiting for a worker.")
