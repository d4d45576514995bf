"""`frontdoor demo`: an empty desk is filled, and everything that must hold of a desk holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from frontdoor.core.errors import Refused
from frontdoor.log.verify import verify
from frontdoor.people.actors import acting
from frontdoor.people.models import Person
from frontdoor.site.cli.demo import command
from frontdoor.site.demo.fill import fill
from frontdoor.site.demo.history import imagine
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry, SearchDocument, Ticket
from tests import make

UNTIL = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)


def filled(tickets=30, told=lambda written: None):
    fill(imagine(tickets, 1, UNTIL), told)


def test_the_chain_holds_and_a_replay_makes_the_same_documents(db):
    """The replay itself runs after every test (tests/replay.py)."""
    filled()

    assert verify(Entry.objects.order_by("ticket_id", "seq")).bad == ""
    assert SearchDocument.objects.count() == Ticket.objects.count() == 30


def test_a_longer_history_is_written_chapter_by_chapter(db, monkeypatch):
    monkeypatch.setattr("frontdoor.site.demo.history.CHAPTER", 7)
    monkeypatch.setattr("frontdoor.site.demo.story.CHAPTER", 7)
    heard = []

    filled(20, heard.append)

    assert heard == [7, 14, 20]
    assert Ticket.objects.count() == 20


def test_nothing_has_happened_after_the_end(db):
    filled()

    assert not Entry.objects.filter(at__gte=UNTIL).exists()
    assert not Ticket.objects.filter(updated_at__gte=UNTIL).exists()


def test_work_goes_on_where_the_history_ends(db):
    filled()
    agent = Person.objects.filter(role="lead").first()
    last = Ticket.objects.order_by("-pk").first()

    ticket = make.ticket(requester=agent, by=acting(agent))
    verbs.note(last, body="Looked at it.", by=acting(agent))

    assert ticket.pk == last.pk + 1


def test_a_desk_with_tickets_is_left_alone(ticket):
    with pytest.raises(Refused, match="empty desk"):
        filled()
    assert Ticket.objects.count() == 1


def test_the_command_says_what_it_made(db):
    answer = CliRunner().invoke(
        command, ["--tickets", "12", "--seed", "5", "--until", "2026-11-18"]
    )

    assert answer.exit_code == 0
    assert "12 tickets" in answer.stdout
    assert Ticket.objects.count() == 12
