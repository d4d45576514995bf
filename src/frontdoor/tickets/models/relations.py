"""Who else has to do with a ticket, what it hangs together with, and the time it took."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from frontdoor.people.models import Person
from frontdoor.tickets.models.ticket import Ticket


class Participant(models.Model):
    """A follower is told of news; a suggested one is only a name in a Cc, a claimed one in an unproved Cc."""

    class Role(models.TextChoices):
        FOLLOWER = "follower", "Follower"
        SUGGESTED = "suggested", "Suggested"
        CLAIMED = "claimed", "Suggested by nobody knows whom"
        DECLINED = "declined", "Not let in"
        HELPER = "helper", "Helping"

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person"], name="one_part_per_person")
        ]


class TicketLink(models.Model):
    """`ticket` *relation* `other`, as in "4801 blocks 4802"."""

    class Relation(models.TextChoices):
        BLOCKS = "blocks", gettext_noop("blocks")
        DUPLICATE_OF = "duplicate_of", gettext_noop("duplicate of")
        CAUSED_BY = "caused_by", gettext_noop("caused by")
        PART_OF = "part_of", gettext_noop("part of")
        RELATED = "related", gettext_noop("related to")

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links_out")
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links_in")
    relation = models.CharField(max_length=12, choices=Relation)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "other", "relation"], name="one_link_of_a_sort"
            ),
            models.CheckConstraint(
                condition=~models.Q(ticket=models.F("other")), name="no_link_to_itself"
            ),
        ]


class TimeSpent(models.Model):
    """Minutes that one person worked on one ticket on one day."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="time_spent")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="time_spent"
    )
    minutes = models.PositiveIntegerField()
    on = models.DateField()


class Snooze(models.Model):
    """Hides a ticket from one person's list until then. No state of the ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="snoozes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person"], name="one_snooze_per_person")
        ]


class Tagging(models.Model):
    """A tag on a ticket; tags are lower-case words."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="taggings")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "ticket"], name="one_tag_of_a_name")]
