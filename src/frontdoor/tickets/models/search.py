"""What can be found of a ticket, derived from its log. Notes stand apart, so that requesters never match them."""

from __future__ import annotations

from typing import Any

from django.db import models

from frontdoor.core import db
from frontdoor.tickets.models.ticket import Ticket


class SearchDocument(models.Model):
    """One row per ticket, in folded words (core.words).

    `subject`, `people`, `words`, `notes` and `resolution` are lines, for phrases and for ranking; requesters are
    never answered from the last two. `terms` and `desk_terms`, each once and sorted, are what the index holds.
    `upto` is the last message that is in it.
    """

    ticket = models.OneToOneField(
        Ticket, primary_key=True, on_delete=models.CASCADE, related_name="document"
    )
    subject = models.TextField(blank=True)
    people = models.TextField(blank=True)
    words = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    resolution = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    desk_terms = models.TextField(blank=True)
    upto = models.BigIntegerField(default=0)


class Words(models.TextField):  # type: ignore[type-arg] # nothing is ever put in or taken out by hand
    """The index itself; its only question is `matches`."""


@Words.register_lookup
class Matches(models.Lookup[Any]):
    """`found__matches=db.indexer().asks(…)`."""

    lookup_name = "matches"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_with = self.process_lhs(compiler, connection)
        right, right_with = self.process_rhs(compiler, connection)
        return db.indexer().MATCHES % (left, right), (*left_with, *right_with)


class Indexed(models.Model):
    """The full-text index of SearchDocument; the database keeps it by triggers (migration 0003)."""

    ticket_id = models.BigIntegerField(primary_key=True, db_column="rowid")
    found = Words(db_column="tickets_search")

    class Meta:
        managed = False
        db_table = "tickets_search"
