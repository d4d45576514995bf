"""Runs the web process on sockets that are already bound, until SIGTERM."""

from __future__ import annotations

import socket

import uvicorn
from django.conf import settings

from frontdoor.core.disk import has_room
from frontdoor.site.web.door import Door
from frontdoor.site.web.inside import django
from frontdoor.site.web.patience import Patient
from frontdoor.site.web.refusals import Refusals, pages

GRACE = 5
"""Seconds that answers in the making have when we stop."""


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises OSError where the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def serve(sockets: list[socket.socket]) -> None:
    """Returns by the signal that ended it: SIGTERM and SIGINT stop it gently."""
    uvicorn.Server(configured(application(), Patient)).run(sockets)


def configured(door: Door, http: type[Patient]) -> uvicorn.Config:
    """uvicorn as we run it: our door, our patience, our log lines."""
    return uvicorn.Config(
        door,
        http=http,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=",".join(settings.PROXIES),
        timeout_graceful_shutdown=GRACE,
    )


def application() -> Door:
    """Everything that answers on the web."""
    return Door(django(), Refusals(pages()), has_room)
