"""The mail log of a ticket, unsent mail, and addresses that mail comes back from."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from frontdoor.channels import fewer
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import clock
from frontdoor.core.tasks import run_due
from frontdoor.tickets import events, verbs
from tests import make
from tests.portal.conftest import signed_in, text_of
from tests.security.mails import arrived, own_address, written
from tests.sinks import mail_sink


@pytest.fixture
def sink(db, settings):
    with mail_sink() as running:
        settings.EMAIL_URL = running.url
        yield running


def failed(ticket, person, error="550 no"):
    return Outgoing.objects.create(
        key=f"k{Outgoing.objects.count()}", kind="reply", ticket=ticket, person=person, email=person.email,
        message_id="m@x", state="failed", error=error, created_at=clock.now(),
    )  # fmt: skip


def test_the_log_shows_both_ways_with_what_became_of_them(ticket, cy, ana, as_ana, sink):
    row = arrived(written("Cy <cy@example.org>", "More smoke"), to=own_address(ticket, cy))
    verbs.reply(ticket, body="Coming", channel="email", by=as_ana)
    run_due()
    browser = signed_in(ana)
    page = text_of(browser.get(f"/desk/tickets/{ticket.pk}/mails/"))

    assert "Added to this ticket" in page and "Cy &lt;cy@example.org&gt;" in page
    assert "to <bdi>cy@example.org</bdi>" in page and "Answer" in page and "Sent " in page
    raw = browser.get(f"/desk/tickets/{ticket.pk}/post/{row.pk}/raw/")
    assert b"More smoke" in raw.getvalue()


def test_a_mail_is_reached_only_through_its_own_ticket(ticket, cy, di, ana):
    row = arrived(written("Cy <cy@example.org>", "More"), to=own_address(ticket, cy))
    other = make.ticket("Another", requester=di)

    assert signed_in(ana).get(f"/desk/tickets/{other.pk}/post/{row.pk}/raw/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_the_same_few_questions(ticket, cy, ana, count, django_assert_num_queries):
    for _ in range(count):
        failed(ticket, cy)
    browser = signed_in(ana)

    with django_assert_num_queries(8):
        browser.get(f"/desk/tickets/{ticket.pk}/mails/")


def test_the_log_goes_on_where_a_page_ends_and_shows_every_mail_once(ticket, cy, ana, monkeypatch):
    monkeypatch.setattr("frontdoor.desk.post.log.PER_PAGE", 2)
    start = clock.now()
    for minute in range(7):
        if minute in (2, 3, 4):
            mail = failed(ticket, cy, error=f"out {minute}")
            at = {"created_at": start + timedelta(minutes=minute)}
            Outgoing.objects.filter(pk=mail.pk).update(**at)
        else:
            Spooled.objects.create(
                source="smtp", sha256="0" * 64, size=1, ticket=ticket, subject=f"in {minute}",
                received_at=start + timedelta(minutes=minute), state="done", outcome="replied",
            )  # fmt: skip
    browser, address, shown = signed_in(ana), f"/desk/tickets/{ticket.pk}/mails/", []
    query: str | None = ""
    while query is not None:
        page = text_of(browser.get(address + query))
        shown.append(re.findall(r"\b(?:in|out) \d\b", page))
        older = re.search(r'href="(\?came=[^"]*)"', page)
        query = html.unescape(older[1]) if older else None

    assert shown == [["in 6", "in 5"], ["out 4", "out 3"], ["out 2", "in 1"], ["in 0"]]


def test_unsent_mail_is_listed_with_its_reason_and_sent_again(ticket, cy, ana, as_ana, sink):
    verbs.reply(ticket, body="Coming", channel="email", by=as_ana)
    run_due()
    out = Outgoing.objects.get(kind="reply")
    Outgoing.objects.filter(pk=out.pk).update(
        state="failed", error="550 no such user", sent_at=None
    )
    browser = signed_in(ana)
    assert "550 no such user" in text_of(browser.get("/desk/unsent/"))

    browser.post(f"/desk/unsent/{out.pk}/again/")
    out.refresh_from_db()
    assert out.secret and not out.error  # its link is a new one: the former ended with the failure
    run_due()

    out.refresh_from_db()
    sent = [mail["Message-ID"] for mail in sink.mails]
    assert out.state == "sent" and sent.count(f"<{out.message_id}>") == 2
    assert "Everything has gone out." in text_of(browser.get("/desk/unsent/"))


def test_what_is_left_unsent_is_no_longer_listed(ticket, cy, ana):
    out = failed(ticket, cy)
    signed_in(ana).post(f"/desk/unsent/{out.pk}/leave/")

    assert "Everything has gone out." in text_of(signed_in(ana).get("/desk/unsent/"))


def test_nobody_sees_or_sends_mail_of_tickets_they_do_not_see(ticket, cy, bo):
    type(ticket).objects.filter(pk=ticket.pk).update(team=make.team("Payroll", private=True))
    out, browser = failed(ticket, cy), signed_in(bo)

    assert cy.email not in text_of(browser.get("/desk/unsent/"))
    assert browser.post(f"/desk/unsent/{out.pk}/again/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_unsent_mail_asks_the_same_few_questions(ticket, cy, ana, count, django_assert_num_queries):
    for _ in range(count):
        failed(ticket, cy)
    browser = signed_in(ana)

    with django_assert_num_queries(6):
        browser.get("/desk/unsent/")


def test_mail_to_a_failing_address_is_held_until_an_agent_lets_it_go(ticket, cy, ana, as_ana, sink):
    cy.addresses.update(failing_since=clock.now())
    verbs.reply(ticket, body="Are you there?", channel="email", by=as_ana)
    run_due()
    browser, page = signed_in(ana), f"/desk/tickets/{ticket.pk}/"
    assert "has come back since" in text_of(browser.get(page))
    assert ticket.log.filter(kind=events.SendFailed.kind).count() == 1 and not sink.mails

    browser.post(f"{page}address/", {"address": cy.addresses.get().pk})
    run_due()

    assert len(sink.mails) == 1 and "has come back since" not in text_of(browser.get(page))


def test_the_composer_says_that_mail_comes_back(ticket, cy, ana):
    browser, page = signed_in(ana), f"/desk/tickets/{ticket.pk}/"
    assert "your answer is held" not in text_of(browser.get(page))

    cy.addresses.update(failing_since=clock.now())
    assert "Mail to <bdi>cy@example.org</bdi> comes back since" in text_of(browser.get(page))


def test_the_composer_says_who_asked_for_fewer_mails(ticket, cy, di, ana):
    browser, page = signed_in(ana), f"/desk/tickets/{ticket.pk}/"
    fewer.ask(ticket, di)
    assert "asked for fewer mails" not in text_of(browser.get(page)).split('id="composer"')[1]

    fewer.ask(ticket, cy)
    assert "<bdi>Cy</bdi> asked for fewer mails" in text_of(browser.get(page))


def test_only_the_requesters_own_address_is_let_go(ticket, di, ana):
    di.addresses.update(failing_since=clock.now())

    page = f"/desk/tickets/{ticket.pk}/address/"
    assert signed_in(ana).post(page, {"address": di.addresses.get().pk}).status_code == 404
    assert di.addresses.get().failing_since
