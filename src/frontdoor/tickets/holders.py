"""The files that messages hold."""

from __future__ import annotations

from collections.abc import Collection

from frontdoor.core.holders import holder
from frontdoor.tickets.models import Attachment


@holder("attachments")
def attached(names: Collection[str]) -> set[str]:
    return set(Attachment.objects.filter(sha256__in=names).values_list("sha256", flat=True))
