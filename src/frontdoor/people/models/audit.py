"""The audit log: sign-ins, rights, settings, exports, refused tries. One chain for the whole desk."""

from __future__ import annotations

from django.db import models

from frontdoor.log import checkpoints  # noqa: F401 -- an entry can always be read back
from frontdoor.log.models import BaseEntry


class AuditEntry(BaseEntry):
    """One thing that happened to people's rights."""

    ip = models.CharField(max_length=45, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seq"], name="one_audit_seq")]
        indexes = [models.Index(fields=["kind", "at"], name="audit_by_kind")]

    @property
    def thing(self) -> str:
        return "audit:0"

    @property
    def came_from(self) -> str:
        return self.ip
