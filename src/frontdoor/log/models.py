"""The shape of a log entry. Features own the tables (tickets.Entry, people.AuditEntry)."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from frontdoor.log import chain, events


class BaseEntry(models.Model):
    """One event that happened to one thing; written once, never changed, only ever blanked by erasure."""

    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    data = models.JSONField(null=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    public = models.BooleanField(default=False)
    cause_id: int | None
    cause = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="effects")
    salt = models.BinaryField(max_length=16)
    commitment = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    # What is fetched along with an entry that listeners are told of.
    HEARD_WITH: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def event(self) -> events.Event:
        if self.data is None:
            return events.Shell(was=self.kind)
        return events.load(self.kind, self.data)

    @property
    def thing(self) -> str:
        """What the entry is about, as the chain names it: "ticket:1042"."""
        raise NotImplementedError

    @property
    def came_from(self) -> str:
        """The network address it came from, where the log keeps that."""
        return ""

    @property
    def record(self) -> chain.Entry:
        """What the chain covers of it."""
        payload = None if self.data is None else chain.payload(self.data)
        return chain.Entry(
            self.thing, self.seq, chain.moment(self.at), self.actor, self.kind, self.public, str(self.cause_id or ""),
            bytes(self.commitment), self.came_from, payload, bytes(self.salt), bytes(self.hash),
        )  # fmt: skip

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("The log is append-only, and log.append writes it.")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The log is append-only.")
