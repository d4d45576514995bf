"""How long the oldest mail has waited, inward and outward."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import clock
from frontdoor.core.lag import lag


@lag("spool", limit=120)
def spool() -> float:
    oldest = Spooled.objects.filter(state=Spooled.State.WAITING).order_by("received_at").first()
    return (clock.now() - oldest.received_at).total_seconds() if oldest else 0.0


@lag("outbox", limit=900)
def outbox() -> float:
    """Without EMAIL_URL nothing is due: mail is kept and shown as unsent."""
    if not settings.EMAIL_URL:
        return 0.0
    oldest = Outgoing.objects.filter(state=Outgoing.State.READY).order_by("created_at").first()
    return (clock.now() - oldest.created_at).total_seconds() if oldest else 0.0
