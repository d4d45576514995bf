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


def press(browser, out: Outgoing, deed: str):
    """A button on the page of its ticket."""
    return browser.post(f"/desk/unsent/{out.pk}/{deed}/", {"back": "ticket"})


def path(out: Outgoing) -> str:
    return f"/desk/tickets/{out.ticket_id}/"


def test_a_failure_stands_on_the_ticket_and_in_the_queue(refused, browser_of_ana):
    page = browser_of_ana.get(path(refused)).content.decode()
    queue = browser_of_ana.get("/desk/").content.decode()

    assert "Mail to Cy could not be sent. There is no such address." in page
    assert "mail failed" in queue


def test_it_is_tried_again_on_request(refused, sink, browser_of_ana):
    press(browser_of_ana, refused, "again")
    run_due()
    refused.refresh_from_db()

    assert refused.state == "sent" and len(sink.taken) == 2
    assert "mail failed" not in browser_of_ana.get("/desk/").content.decode()


def test_left_unsent_it_is_out_of_the_way(refused, browser_of_ana):
    answer = press(browser_of_ana, refused, "leave")
    refused.refresh_from_db()

    assert answer.url == path(refused)
    assert refused.state == "quiet"
    assert refused.error.startswith("Left unsent by hand. There is no such address.")
    assert ">Try again<" not in browser_of_ana.get(path(refused)).content.decode()
    assert "mail failed" not in browser_of_ana.get("/desk/").content.decode()


def test_what_waits_says_since_when_and_why(sink, as_ana, desk, browser_of_ana):
    ticket = asked_by("Cy", "cy@example.org")
    sink.answers["rcpt"] = "450 4.2.2 over quota"
    out = answered(ticket, "Hello", as_ana)
    page = browser_of_ana.get(path(out)).content.decode()

    assert "Mail to Cy is queued since" in page and "The mailbox is full." in page


def test_what_waits_can_be_left_unsent_and_the_next_one_goes(sink, as_ana, desk, browser_of_ana):
    ticket = asked_by("Cy", "cy@example.org")
    sink.answers["rcpt"] = "450 4.2.2 over quota"
    first, second = (answered(ticket, words, as_ana) for words in ("Hello", "And bye"))
    sink.answers.clear()
    assert "Leave it unsent" in browser_of_ana.get(path(first)).content.decode()

    press(browser_of_ana, first, "leave")
    run_due()
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, second.state) == ("quiet", "sent")


def test_what_has_gone_out_meanwhile_says_so(refused, sink, browser_of_ana):
    press(browser_of_ana, refused, "again")
    run_due()
    press(browser_of_ana, refused, "leave")
    refused.refresh_from_db()

    assert refused.state == "sent"
    assert "It has gone out already." in browser_of_ana.get(path(refused)).content.decode()
