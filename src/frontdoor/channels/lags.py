"""How long the oldest mail has waited, inward and outward."""

from __future__ import annotations

from django.conf import settings

from frontdoor.channels import pressure
from frontdoor.channels.mailboxes import health
from frontdoor.channels.models import Outgoing
from frontdoor.core import clock
from frontdoor.core.lag import lag


@lag("spool", limit=120)
def spool() -> float:
    return pressure.oldest()


@lag("mailboxes", limit=health.LATE, elsewhere=True)
def mailboxes() -> float:
    """The one that was looked into longest ago."""
    return max((health.age(mailbox) for mailbox in health.fetched()), default=0.0)


@lag("outbox", limit=900, elsewhere=True)
def outbox() -> float:
    """Without EMAIL_URL nothing is due: mail is kept and shown as unsent."""
    if not settings.EMAIL_URL:
        return 0.0
    oldest = Outgoing.objects.filter(state=Outgoing.State.READY).order_by("created_at").first()
    return (clock.now() - oldest.created_at).total_seconds() if oldest else 0.0
