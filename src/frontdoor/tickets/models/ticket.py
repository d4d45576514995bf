"""The ticket as it stands now. How it came to be so is in its log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from frontdoor.log import chain
from frontdoor.people.actors import Actor
from frontdoor.people.models import Organisation, Person, Team
from frontdoor.tickets.models.company import Category, Device, Service
from frontdoor.tickets.queries import TicketQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from frontdoor.tickets.models import Entry, Message, Participant, Tagging

UNRESOLVED = Q(status__in=["new", "open", "hold"])


class Version(NamedTuple):
    """A version as `reader` was told it."""

    number: int
    reader: Actor


class Ticket(models.Model):
    """One matter. Its number is its primary key and never changes; its version is `last_seq`.

    Whoever may not see the desk's own entries gets `told_seq` and `told_at` in its place: how often, and when last,
    something changed that requesters are told.
    """

    class Status(models.TextChoices):
        NEW = "new", gettext_noop("New")
        OPEN = "open", gettext_noop("In progress")
        HOLD = "hold", gettext_noop("On hold")
        RESOLVED = "resolved", gettext_noop("Resolved")
        CLOSED = "closed", gettext_noop("Closed")

    class Kind(models.TextChoices):
        INCIDENT = "incident", gettext_noop("Incident")
        REQUEST = "request", gettext_noop("Request")
        ACCESS = "access", gettext_noop("Access")
        QUESTION = "question", gettext_noop("Question")
        PROBLEM = "problem", gettext_noop("Problem")

    class HoldFor(models.TextChoices):
        REQUESTER = "requester", gettext_noop("Requester")
        SUPPLIER = "supplier", gettext_noop("Supplier")
        PART = "part", gettext_noop("Part")
        APPROVAL = "approval", gettext_noop("Approval")
        CHANGE = "change", gettext_noop("Change")
        DATE = "date", gettext_noop("Planned date")
        OTHER = "other", gettext_noop("Other")

    class Outcome(models.TextChoices):
        FIXED = "fixed", "Fixed"
        DONE = "done", "Done"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DUPLICATE = "duplicate", "Duplicate"
        DECLINED = "declined", "Declined"
        NO_ANSWER = "no_answer", "No answer"
        NOT_A_REQUEST = "not_a_request", "Not a request"

    class Cause(models.TextChoices):
        KNOWN_FAULT = "known_fault", gettext_noop("Known fault")
        USE = "use", gettext_noop("Use")
        CHANGE = "change", gettext_noop("Change")
        HARDWARE = "hardware", gettext_noop("Hardware")
        SUPPLIER = "supplier", gettext_noop("Supplier")
        ACCESS = "access", gettext_noop("Access")
        UNKNOWN = "unknown", gettext_noop("Unknown")

    class Priority(models.IntegerChoices):
        URGENT = 1, gettext_noop("Urgent")
        HIGH = 2, gettext_noop("High")
        NORMAL = 3, gettext_noop("Normal")
        LOW = 4, gettext_noop("Low")

    class Urgency(models.IntegerChoices):
        STOPPED = 1, gettext_noop("Stopped")
        WORSE = 2, gettext_noop("Works, but worse")
        CAN_WAIT = 3, gettext_noop("Can wait")

    class Impact(models.IntegerChoices):
        MANY = 1, gettext_noop("Many people, or a critical service")
        TEAM = 2, gettext_noop("A team")
        ONE = 3, gettext_noop("One person")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.INCIDENT)
    subject = models.CharField(max_length=255)
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    reopened = models.BooleanField(default=False)
    look_again = models.BooleanField(default=False)
    hold_for = models.CharField(max_length=10, choices=HoldFor, blank=True)
    hold_until = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=255, blank=True)

    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="authored")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="tickets")
    assignee = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    service = models.ForeignKey(
        Service, null=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    category = models.ForeignKey(
        Category, null=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    place = models.CharField(max_length=80, blank=True)
    devices = models.ManyToManyField(Device, blank=True, related_name="tickets")

    impact = models.SmallIntegerField(choices=Impact, default=Impact.ONE)
    urgency = models.SmallIntegerField(choices=Urgency, default=Urgency.WORSE)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    priority_reason = models.CharField(max_length=255, blank=True)
    lane = models.SmallIntegerField(default=1)
    due_at = models.DateTimeField()

    channel = models.CharField(max_length=20)
    door = models.CharField(max_length=5, default="front")
    capture = models.CharField(max_length=20, default="requester")
    capture_seconds = models.FloatField(null=True)
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField()
    custom = models.JSONField(default=dict)

    resolution = models.TextField(blank=True)
    cause = models.CharField(max_length=12, choices=Cause, blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    waiting_since = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    minutes_spent = models.PositiveIntegerField(default=0)
    hand_overs = models.PositiveSmallIntegerField(default=0)

    last_seq = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32, default=chain.START)
    told_seq = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField()

    objects = TicketQuerySet.as_manager()

    # Not stored: the moment of the verb at work, and the version its actor had before their eyes. News of
    # another sort may have come in since `seen`; with `exactly` (If-Match, RFC 9110) nothing at all may.
    at: datetime
    seen: int | None = None
    exactly: Version | None = None
    # Nor this: the messages that the verb at work has written.
    written: Sequence[Message] = ()

    messages: RelatedManager[Message]
    log: RelatedManager[Entry]
    participants: RelatedManager[Participant]
    taggings: RelatedManager[Tagging]
    SOLVED: ClassVar[frozenset[str]] = frozenset({Outcome.FIXED, Outcome.DONE, Outcome.ANSWERED})

    class Meta:
        indexes = [
            models.Index(
                fields=["lane", "due_at", "id"], condition=UNRESOLVED, name="ticket_queue"
            ),
            models.Index(
                fields=["team", "lane", "due_at", "id"],
                condition=UNRESOLVED,
                name="ticket_team_queue",
            ),
            models.Index(
                fields=["assignee", "lane", "due_at", "id"],
                condition=UNRESOLVED,
                name="ticket_own_queue",
            ),
            models.Index(
                fields=["team", "status", "assignee", "due_at"],
                condition=UNRESOLVED,
                name="ticket_counts",
            ),
            models.Index(fields=["requester", "-id"], name="ticket_by_requester"),
            models.Index(fields=["assignee", "-id"], name="ticket_by_assignee"),
            models.Index(fields=["author", "-id"], name="ticket_by_author"),
            models.Index(fields=["-updated_at", "-id"], name="ticket_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject}"

    def version(self, reader: Actor) -> int:
        """What stands for the ticket as this reader knows it: equal as long as nothing they may know has changed."""
        return self.last_seq if reader.is_staff else self.told_seq

    @property
    def is_unresolved(self) -> bool:
        return self.status in self.unresolved()

    @property
    def solved_or_over(self) -> bool:
        return self.status in (self.Status.RESOLVED, self.Status.CLOSED)

    @classmethod
    def unresolved(cls) -> frozenset[str]:
        return frozenset({cls.Status.NEW, cls.Status.OPEN, cls.Status.HOLD})
