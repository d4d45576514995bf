"""What is held until a person says go on: after a restore, nothing leaves the house by itself."""

from __future__ import annotations

from frontdoor.core import clock
from frontdoor.core.models import Pause

OUTWARD = "outward"
"""Mail, webhooks and everything else that others would notice."""


def pause(name: str, reason: str) -> None:
    """Holds it for every process; a second reason replaces the first."""
    Pause.objects.update_or_create(name=name, defaults={"reason": reason, "since": clock.now()})


def is_paused(name: str) -> bool:
    return Pause.objects.filter(name=name).exists()


def resume(name: str) -> bool:
    """False where nothing was held."""
    return Pause.objects.filter(name=name).delete()[0] > 0
