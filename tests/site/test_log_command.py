"""`frontdoor log`: one line on the command line makes a ticket."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from frontdoor.core.errors import Refused
from frontdoor.site.cli.log import command
from frontdoor.tickets.models import Ticket


def log(*words):
    return CliRunner().invoke(command, words, catch_exceptions=True)


def test_it_prints_the_ticket_and_what_was_understood(ana, cy):
    answer = log("reset vpn for cy @walkup 5m #done", "--as", "ana@example.org")

    said = json.loads(answer.stdout)
    ticket = Ticket.objects.get()
    assert (said["ticket"], said["status"]) == (ticket.pk, "resolved")
    assert said["url"].endswith(f"/desk/tickets/{ticket.pk}/")
    assert said["understood"]["person"] == {
        "id": cy.pk, "name": "Cy", "email": "cy@example.org", "about": ""
    }  # fmt: skip
    assert said["understood"]["minutes"] == 5
    assert len(answer.stdout.splitlines()) == 1


def test_where_one_person_works_nobody_is_asked_who(ana, cy):
    log("reset vpn for cy #done")

    assert Ticket.objects.get().author == ana


@pytest.mark.parametrize("who", [(), ("--as", "nobody@example.org")])
def test_it_asks_who_writes_where_that_is_unsure(ana, lea, who):
    answer = log("reset vpn", *who)

    assert isinstance(answer.exception, Refused)
    assert not Ticket.objects.exists()
