"""What was put aside: who sees it, what it says, and what becomes of it."""

from __future__ import annotations

import pytest

from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.tasks import run_due
from frontdoor.people.models import AuditEntry
from frontdoor.tickets.models import Ticket
from tests.channels.intake.test_bounces import report
from tests.portal.conftest import signed_in, text_of
from tests.security.mails import arrived, written

SAYS = "Your code is 123456 <script>x</script>"
CODE = written("Service <no-reply@service.example>", SAYS, Subject="Verify your email")


@pytest.fixture
def aside(db):
    return arrived(CODE)


def at(row, deed=""):
    return f"/desk/quarantine/{row.pk}/{deed}/" if deed else f"/desk/quarantine/{row.pk}/"


def test_the_list_says_what_it_is_and_why(aside, ada):
    page = text_of(signed_in(ada).get("/desk/quarantine/"))

    assert "Verify your email" in page and "no-reply@service.example" in page
    assert "makes sure who owns an address" in page and "123456" not in page


def test_its_text_is_shown_as_text(aside, ada):
    page = text_of(signed_in(ada).get(at(aside)))

    assert "Your code is 123456 &lt;script&gt;" in page


def test_its_bytes_are_those_that_came(aside, ada):
    answer = signed_in(ada).get(at(aside, "raw"))

    assert answer.getvalue() == CODE.encode().replace(b"\n", b"\r\n")
    assert answer["Content-Disposition"].startswith("attachment")


def test_for_all_but_administrators_there_is_no_such_page(aside, ana, lea, cy):
    for person in (ana, lea):
        browser = signed_in(person)
        for address in ("/desk/quarantine/", at(aside), at(aside, "raw")):
            assert browser.get(address).status_code == 404
        assert browser.post(at(aside, "open")).status_code == 404
    assert signed_in(cy).get("/desk/quarantine/").status_code in (302, 403)
    assert Spooled.objects.get().state == "quarantined"


def test_processed_again_it_is_judged_by_todays_rules(aside, ada):
    signed_in(ada).post(at(aside, "again"))
    run_due()

    aside.refresh_from_db()
    assert aside.state == "quarantined" and not Ticket.objects.exists()


def test_opened_all_the_same_it_is_a_ticket_once(aside, ada):
    browser = signed_in(ada)
    assert browser.post(at(aside, "open")).status_code == 302
    assert browser.post(at(aside, "open")).status_code == 404
    run_due()

    aside.refresh_from_db()
    assert Ticket.objects.get() == aside.ticket and aside.state == "done"
    assert AuditEntry.objects.filter(kind="channels.mail_judged").count() == 1


def test_discarding_needs_a_reason_and_loses_nothing(aside, ada):
    browser = signed_in(ada)
    assert "why nobody needs it" in text_of(browser.post(at(aside, "discard"), {"why": " "}))
    browser.post(at(aside, "discard"), {"why": "spam"})

    assert "Verify your email" not in text_of(browser.get("/desk/quarantine/"))
    assert "Discarded: spam" in text_of(browser.get("/desk/quarantine/?show=discarded"))
    assert browser.get(at(aside, "raw")).status_code == 200


def test_an_unreadable_mail_becomes_a_ticket_with_its_bytes(ada, monkeypatch):
    row = arrived(b"")
    assert row.state == "quarantined"
    signed_in(ada).post(at(row, "open"))
    run_due()

    assert Ticket.objects.get().requester.name == "Unknown sender"


def test_administrators_are_told_once_an_hour_and_never_what_it_says(ada, ana):
    for number in range(3):
        arrived(CODE.replace("123456", f"12345{number}"))

    told = Outgoing.objects.get()
    assert (told.kind, told.email) == ("put_aside", "ada@example.org")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions(ada, count, django_assert_num_queries):
    for number in range(count):
        arrived(CODE.replace("123456", f"12345{number}"))
    browser = signed_in(ada)
    browser.get("/desk/quarantine/")

    with django_assert_num_queries(6):
        browser.get("/desk/quarantine/")


def test_a_report_about_no_ticket_is_listed_in_plain_words(ada, ana):
    row = arrived(report("fd.none@elsewhere.example", status="5.2.2"))
    browser = signed_in(ada)
    page = text_of(browser.get("/desk/quarantine/?show=reports"))

    assert "Undelivered Mail" in page and "the mailbox is full (for good)" in page
    assert "Undelivered Mail" not in text_of(browser.get("/desk/quarantine/"))
    assert "Process again" not in text_of(browser.get(at(row)))
    assert browser.get(at(row, "raw")).status_code == 200
    assert browser.post(at(row, "open")).status_code == 404
    assert signed_in(ana).get(at(row)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_reports_asks_the_same_few_questions(ada, count, django_assert_num_queries):
    for number in range(count):
        arrived(report("fd.none@elsewhere.example", number=number))
    browser = signed_in(ada)
    browser.get("/desk/quarantine/?show=reports")

    with django_assert_num_queries(6):
        browser.get("/desk/quarantine/?show=reports")
