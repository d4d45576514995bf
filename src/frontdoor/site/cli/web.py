"""Runs the web server alone, for installations of many machines."""

from __future__ import annotations

import click

from frontdoor.core.errors import Unsound
from frontdoor.site.prepare import prepare
from frontdoor.site.web import server


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def command(host: str, port: int) -> None:
    """Everything that answers to browsers and programs, until SIGTERM."""
    prepare()
    try:
        server.serve([server.listen(host, port)])
    except OSError as problem:
        raise Unsound(f"{host}:{port} can't be used: {problem.strerror}.") from problem
