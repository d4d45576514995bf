"""What the desk keeps running, and the words it sorts by."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Upper

from frontdoor.people.models import Person, Team


class Service(models.Model):
    """Something the desk keeps running for others: mail, printing, the VPN."""

    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="services")
    critical = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """What a ticket is about, as agents sort it; never asked of a requester."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class DeviceQuerySet(models.QuerySet["Device"]):
    def known_by(self, labels: Iterable[str]) -> DeviceQuerySet:
        """Whatever the case they are typed in; `labels` are in capitals."""
        return self.annotate(label=Upper("tag")).filter(label__in=labels)

    def of(self, person_id: int) -> DeviceQuerySet:
        return self.filter(owner=person_id)


class Device(models.Model):
    """A laptop, printer or phone, known by its tag."""

    tag = models.CharField(max_length=40, unique=True)
    model = models.CharField(max_length=80)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="devices")
    place = models.CharField(max_length=80, blank=True)
    bought_on = models.DateField(null=True)
    warranty_until = models.DateField(null=True)

    objects = DeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.tag}, {self.model}"


class CustomField(models.Model):
    """A fact about tickets that this desk added: a word, a number, a date, a choice or a tick."""

    class Kind(models.TextChoices):
        TEXT = "text"
        NUMBER = "number"
        DATE = "date"
        CHOICE = "choice"
        TICK = "tick"

    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    choices = models.JSONField(default=list)
    team = models.ForeignKey(
        Team, null=True, on_delete=models.CASCADE, related_name="custom_fields"
    )

    def __str__(self) -> str:
        return self.label
