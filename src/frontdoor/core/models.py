"""Promises and their schedules, answers given once, and tallies of what was asked."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Promise(models.Model):
    """One call of a function, promised in somebody's transaction and kept by a worker after it.

    `attempt` counts the claims so far. `again_at` is for when it was promised once more while it ran.
    """

    class State(models.TextChoices):
        READY = "ready"
        LEASED = "leased"
        DONE = "done"
        DEAD = "dead"

    path = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=20)
    priority = models.SmallIntegerField(default=0)
    run_at = models.DateTimeField(db_default=Now())
    unique = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=6, choices=State, default=State.READY)
    again_at = models.DateTimeField(null=True)
    attempt = models.SmallIntegerField(default=0)
    attempts = models.SmallIntegerField()
    lease = models.PositiveIntegerField(help_text="seconds")
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, default="")
    error = models.TextField(default="")
    promised_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                "queue",
                "state",
                models.F("priority").desc(),
                "run_at",
                "id",
                condition=models.Q(state__in=["ready", "leased"]),
                name="promise_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unique"],
                condition=models.Q(state__in=["ready", "leased"]),
                name="promise_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.state}, attempt {self.attempt})"


class Schedule(models.Model):
    """A promise that comes back: by a cron line in a time zone, or every so many seconds."""

    name = models.CharField(max_length=200, unique=True)
    rule = models.CharField(max_length=100)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.rule})"


class Answer(models.Model):
    """What a request with an Idempotency-Key was answered. Ids and numbers only, no words of anybody.

    `facts` is JSON as text: a JSON column would give it back in another order.
    """

    holder = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    facts = models.TextField(default="{}")
    version = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.status} for {self.holder}"


class Tally(models.Model):
    """How much one holder has asked in one minute, as far as the processes have reported it."""

    holder = models.CharField(max_length=60)
    minute = models.PositiveIntegerField(db_index=True, help_text="minutes since 1970")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "minute"], name="one_tally_per_minute")
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.count}"


class Pause(models.Model):
    """Something that must not go on until a person says so, whichever process would do it."""

    name = models.CharField(max_length=50, unique=True)
    since = models.DateTimeField()
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
