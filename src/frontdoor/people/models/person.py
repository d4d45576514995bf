"""One Person for requesters and agents alike, each with several addresses."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import models
from django.db.models.functions import Lower

from frontdoor.people.called import called

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Organisation(models.Model):
    """A company or customer whose people ask for help."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Called(models.CharField):  # type: ignore[type-arg] # nothing is ever put in by hand
    """Derived from the name whenever the row is written, also by bulk_create."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 -- Django's
        person = cast(Person, model_instance)
        person.called = spoken = called(person.name)
        return spoken


class Person(models.Model):
    """Anyone who asks, answers or runs the desk. `epoch` grows when a right ends; older proofs are void."""

    class Role(models.TextChoices):
        REQUESTER = "requester"
        AGENT = "agent"
        LEAD = "lead"
        ADMIN = "admin"

    class Reach(models.TextChoices):
        """Which tickets an agent sees: every one of open teams, or only their own."""

        ALL = "all"
        ASSIGNED = "assigned"

    name = models.CharField(max_length=120)
    called = Called(max_length=500, blank=True, default="", editable=False)
    role = models.CharField(max_length=10, choices=Role, default=Role.REQUESTER)
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.ALL)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="people"
    )
    department = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en")
    timezone = models.CharField(max_length=40, default="UTC")
    password = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    addresses: RelatedManager[Address]
    STAFF: ClassVar[frozenset[str]] = frozenset({Role.AGENT, Role.LEAD, Role.ADMIN})

    class Meta:
        indexes = [models.Index(Lower("name"), name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, **how: Any) -> None:
        if "name" in (fields := how.get("update_fields") or ()):
            how["update_fields"] = {*fields, "called"}
        super().save(**how)

    @property
    def is_staff(self) -> bool:
        return self.role in self.STAFF

    @property
    def zone(self) -> tzinfo:
        """Where the person's clock hangs; UTC where the machine knows no such place."""
        if self.timezone == "UTC":
            return UTC
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return UTC

    @property
    def email(self) -> str:
        """The address that mail goes to; empty where none is known."""
        found = sorted(self.addresses.all(), key=lambda address: (not address.primary, address.pk))
        return found[0].email if found else ""


class Address(models.Model):
    """A mail address of a person, exact and lower-case; verified once its owner has proved it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    email = models.CharField(max_length=254, unique=True)
    verified_at = models.DateTimeField(null=True)
    primary = models.BooleanField(default=False)
    failing_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(primary=True), name="one_primary_address"
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="address_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.email
