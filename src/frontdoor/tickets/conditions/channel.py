"""`channel:email`: how it came in."""

from __future__ import annotations

import re

from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.core.errors import Refused
from frontdoor.tickets.conditions import Asked, condition

NAME = re.compile(r"[a-z0-9_]{1,20}")


@condition("channel", label=gettext_noop("Channel"), example="email")
def channel(asked: Asked) -> Q:
    """Any channel's name: adapters may be plugins, so the list isn't known here."""
    name = asked.value.lower().replace("-", "_")
    if not NAME.fullmatch(name):
        raise Refused("“{value}” is not the name of a channel.", value=asked.value)
    return Q(channel=name)
