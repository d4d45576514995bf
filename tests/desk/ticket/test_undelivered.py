"""Mail that is not through stands on its ticket and in the queue, and can be tried again."""

from __future__ import annotations

import pytest

from frontdoor.channels.models import Outgoing
from frontdoor.core.tasks import run_due
from tests.reliability.outbound import answered, asked_by
from tests.rude import RudeSink, rude_sink


@pytest.fixture
def sink(settings) -> RudeSink:
    with rude_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


@pytest.fixture
def refused(sink, as_ana, desk) -> Outgoing:
    ticket = asked_by("Cy", "cy@example.org")
    sink.answers["rcpt"] = "550 5.1.1 who?"
    out = answered(ticket, "Hello", as_ana)
    sink.answers.clear()
    return out


def path(out: Outgoing) -> str:
    return f"/desk/tickets/{out.ticket_id}/"


def test_a_failure_stands_on_the_ticket_and_in_the_queue(refused, browser_of_ana):
    page = browser_of_ana.get(path(refused)).content.decode()
    queue = browser_of_ana.get("/desk/").content.decode()

    assert "Mail to Cy could not be sent. There is no such address." in page
    assert "mail failed" in queue


def test_it_is_tried_again_on_request(refused, sink, browser_of_ana):
    browser_of_ana.post(f"{path(refused)}unsent/", {"mail": refused.pk, "do": "again"})
    run_due()
    refused.refresh_from_db()

    assert refused.state == "sent" and len(sink.taken) == 2
    assert "mail failed" not in browser_of_ana.get("/desk/").content.decode()


def test_once_seen_it_is_out_of_the_way(refused, browser_of_ana):
    browser_of_ana.post(f"{path(refused)}unsent/", {"mail": refused.pk, "do": "dismiss"})

    assert "Try again" not in browser_of_ana.get(path(refused)).content.decode()
    assert "mail failed" not in browser_of_ana.get("/desk/").content.decode()


def test_what_waits_says_since_when_and_why(sink, as_ana, desk, browser_of_ana):
    ticket = asked_by("Cy", "cy@example.org")
    sink.answers["rcpt"] = "450 4.2.2 over quota"
    out = answered(ticket, "Hello", as_ana)
    page = browser_of_ana.get(path(out)).content.decode()

    assert "Mail to Cy is queued since" in page and "The mailbox is full." in page


def test_the_mail_of_another_ticket_is_not_touched(refused, browser_of_ana):
    ticket = asked_by("Di", "di@example.org")
    browser_of_ana.post(f"/desk/tickets/{ticket.pk}/unsent/", {"mail": refused.pk, "do": "dismiss"})
    refused.refresh_from_db()

    assert refused.state == "failed"
