"""The oldest task that is due and not begun."""

from __future__ import annotations

from django.db.models import Min

from frontdoor.core import clock
from frontdoor.core.lag import lag
from frontdoor.core.models import Promise


@lag("tasks", limit=300)
def oldest_task() -> float:
    """Seconds since the oldest ready promise became due."""
    ready = Promise.objects.filter(state__in=["ready", "leased"], state=Promise.State.READY)
    oldest = ready.filter(run_at__lte=clock.now()).aggregate(Min("run_at"))["run_at__min"]
    return (clock.now() - oldest).total_seconds() if oldest else 0.0
