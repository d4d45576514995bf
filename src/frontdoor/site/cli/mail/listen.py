"""Listens for mail by SMTP, alone, for installations of many machines."""

from __future__ import annotations

import click
from django.conf import settings

from frontdoor.core.errors import Unsound
from frontdoor.site.prepare import prepare
from frontdoor.site.processes.post import listen


@click.command()
def command() -> None:
    """Until SIGTERM. The address is FRONTDOOR_MAIL_LISTEN."""
    if settings.MAIL_LISTEN is None:
        raise Unsound("FRONTDOOR_MAIL_LISTEN is empty, so there is nowhere to listen.")
    prepare()
    listen()
