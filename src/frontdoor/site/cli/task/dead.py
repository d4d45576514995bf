"""Prints the tasks that were given up, the latest first."""

from __future__ import annotations

import click

from frontdoor.core.models import Promise
from frontdoor.core.tasks.dead import dead


@click.command()
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1))
@click.option("--errors", is_flag=True, help="Print the whole error, not only its last line.")
def command(limit: int, *, errors: bool) -> None:
    """One line each: number, when, attempts, what, and why."""
    for promise in dead()[:limit]:
        click.echo(_line(promise))
        if errors:
            click.echo(promise.error)


def _line(promise: Promise) -> str:
    reason = promise.error.rstrip().rpartition("\n")[2]
    when = f"{promise.finished_at:%Y-%m-%d %H:%M}Z"
    call = f"{promise.path}({', '.join(map(repr, promise.args))})"
    return f"{promise.pk}  {when}  {promise.attempt} attempts  {call}  {reason}"
