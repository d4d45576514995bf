"""Runs everything: web, worker, mail in, schedule."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click

from frontdoor.core.errors import Unsound
from frontdoor.site import env
from frontdoor.site.cli import set_up_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--demo", is_flag=True, help="First fill an empty desk with a made-up company.")
def command(host: str, port: int, *, demo: bool) -> None:
    """One process tree, until SIGTERM or Ctrl-C. Everything in it starts again if it ends."""
    bound = _bind(host, port)
    _settle(bound)
    set_up_django()
    from frontdoor.site.processes import desk  # noqa: PLC0415  it reads settings, now complete

    desk.run(bound, _fill if demo else _leave)


def _fill() -> None:
    """In a process of its own: what it needs in memory would stay with every part."""
    from frontdoor.tickets.models import Ticket  # noqa: PLC0415  only now are there settings

    if not Ticket.objects.exists():
        subprocess.run([sys.executable, "-m", "frontdoor", "demo"], check=True)


def _leave() -> None:
    """The desk as it is."""


def _bind(host: str, port: int) -> socket.socket:
    """Bound before anything else is done, so that a port in use is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        raise Unsound(f"{host}:{port} can't be used: {problem.strerror}.") from problem


def _settle(bound: socket.socket) -> None:
    """What the settings and the metrics of the whole tree must find when they are imported."""
    host, port = bound.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)  # noqa: S104
    os.environ.setdefault("FRONTDOOR_URL", f"http://{shown}:{port}")
    counted = Path(env.read(os.environ).data, "metrics")
    shutil.rmtree(counted, ignore_errors=True)
    counted.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counted)
