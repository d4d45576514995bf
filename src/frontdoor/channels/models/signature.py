"""What an agent puts under their answers, and a team under its mails."""

from __future__ import annotations

from django.db import models

from frontdoor.people.models import Person, Team


class Signature(models.Model):
    """Markdown with placeholders that are names only; of one person or of one team."""

    person = models.OneToOneField(
        Person, null=True, on_delete=models.CASCADE, related_name="signature"
    )
    team = models.OneToOneField(Team, null=True, on_delete=models.CASCADE, related_name="signature")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, team__isnull=False)
                | models.Q(person__isnull=False, team=None),
                name="signature_of_one",
            )
        ]
