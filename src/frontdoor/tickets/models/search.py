"""What can be found of a ticket, derived from its log. Notes stand apart, so that requesters never match them."""

from __future__ import annotations

from django.db import models

from frontdoor.tickets.models.ticket import Ticket


class SearchDocument(models.Model):
    """One row per ticket: its subject, the people in it, their public words, and the desk's own."""

    ticket = models.OneToOneField(
        Ticket, primary_key=True, on_delete=models.CASCADE, related_name="document"
    )
    subject = models.TextField(blank=True)
    people = models.TextField(blank=True)
    words = models.TextField(blank=True)
    notes = models.TextField(blank=True)
