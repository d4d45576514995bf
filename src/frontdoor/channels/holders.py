"""The raw mails that the spool holds."""

from __future__ import annotations

from collections.abc import Collection

from frontdoor.channels.models import Spooled
from frontdoor.core.holders import holder


@holder("spool")
def spooled(names: Collection[str]) -> set[str]:
    return set(Spooled.objects.filter(sha256__in=names).values_list("sha256", flat=True))
