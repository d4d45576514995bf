"""Teams, who is in them, and which team helps when one is late."""

from __future__ import annotations

from django.db import models

from frontdoor.people.models.person import Person


class Team(models.Model):
    """People who share work. Tickets of a private team are seen by its members alone."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    private = models.BooleanField(default=False)
    icon = models.CharField(max_length=20, default="inbox")
    escalation = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="backs"
    )
    members = models.ManyToManyField(Person, through="Membership", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's place in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="one_membership")]
