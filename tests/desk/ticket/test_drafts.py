"""The composer's drafts lie with the desk: they come back elsewhere, to their writer alone, and go with the sending."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Draft, Message
from tests import make
from tests.desk.conftest import signed_in
from tests.desk.ticket.test_page import page_of, text

PART = {"HX-Request": "true"}


def keep(browser, ticket, body, *, key="k1", kind="reply", **more):
    form = {"kind": kind, "body": body, "form_key": key, **more}
    return browser.post(f"/desk/tickets/{ticket.pk}/draft/", form, headers=PART)


def box(page, kind="reply"):
    return re.search(rf'data-draft="{kind}"[^>]*>\n([^<]*)</textarea>', page)[1]


def test_a_draft_comes_back_to_its_writer_on_any_device(ticket, ana):
    assert keep(signed_in(ana), ticket, "Half a <b>thought").status_code == 200

    page = page_of(signed_in(ana), ticket)
    assert box(page) == "Half a &lt;b&gt;thought" and "Draft saved" in text(page)


def test_the_kind_that_was_typed_last_is_open(ticket, ana):
    browser = signed_in(ana)
    keep(browser, ticket, "Half a thought")
    keep(browser, ticket, "Grumpy", kind="note")

    page = page_of(browser, ticket)
    assert (box(page), box(page, "note")) == ("Half a thought", "Grumpy")
    assert re.search(r'value="note" checked', page)


@pytest.mark.parametrize("who", ["lea", "ada", "bo"])
def test_nobody_else_sees_it(ticket, ana, who, request):
    keep(signed_in(ana), ticket, "kanarienvogel")
    other = signed_in(request.getfixturevalue(who))

    assert "kanarienvogel" not in page_of(other, ticket)
    assert "kanarienvogel" not in keep(other, ticket, "x").content.decode()


def test_a_ticket_that_is_not_seen_takes_none(ticket, bo):
    type(ticket).objects.filter(pk=ticket.pk).update(team=make.team("Payroll", private=True))

    assert keep(signed_in(bo), ticket, "x").status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("kind", ["", "resolve", "forward"])
def test_only_words_have_drafts(ticket, browser_of_ana, kind):
    assert keep(browser_of_ana, ticket, "x", kind=kind).status_code == 404


def test_what_was_typed_elsewhere_is_shown_beside(ticket, browser_of_ana):
    keep(browser_of_ana, ticket, "From the laptop", key="laptop")
    part = keep(browser_of_ana, ticket, "From the phone", key="phone").content.decode()

    assert "From the laptop" in part and "From the phone" not in part
    page = page_of(browser_of_ana, ticket)
    assert box(page) == "From the phone" and "From the laptop" in page


@pytest.mark.parametrize(("verb", "other"), [("reply", "note"), ("note", "reply")])
def test_sending_ends_the_draft_of_its_kind(ticket, browser_of_ana, verb, other):
    for kind in (verb, other):
        keep(browser_of_ana, ticket, f"A {kind}", kind=kind, key=kind)
    browser_of_ana.post(
        f"/desk/tickets/{ticket.pk}/{verb}/", {"body": f"A {verb}, done", "form_key": verb}
    )

    assert Message.objects.filter(body=f"A {verb}, done").exists()
    assert list(Draft.objects.values_list("kind", flat=True)) == [other]


def test_a_draft_that_comes_late_does_not_come_back(ticket, browser_of_ana):
    browser_of_ana.post(f"/desk/tickets/{ticket.pk}/reply/", {"body": "Sent", "form_key": "k1"})

    assert keep(browser_of_ana, ticket, "Sen").status_code == 204
    assert not Draft.objects.exists()


def test_words_that_could_not_be_sent_are_a_draft(ticket, ana, as_cy, browser_of_ana):
    verbs.reply(ticket, body="It works again.", by=as_cy, channel="portal")
    form = {"body": "Have you tried", "form_key": "k1", "seq": "1"}
    answer = browser_of_ana.post(f"/desk/tickets/{ticket.pk}/reply/", form)

    assert answer.status_code == 409 and box(answer.content.decode()) == "Have you tried"
    assert box(page_of(signed_in(ana), ticket)) == "Have you tried"


def test_an_answer_by_another_way_leaves_the_draft(ticket, ana, browser_of_ana):
    keep(browser_of_ana, ticket, "Half a thought")
    verbs.reply(ticket, body="By phone", by=acting(ana), channel="phone")

    assert box(page_of(browser_of_ana, ticket)) == "Half a thought"


def test_one_that_is_too_long_is_refused_in_words(ticket, browser_of_ana):
    answer = keep(browser_of_ana, ticket, "x" * 200_001)
    assert answer.status_code == 422 and "200,000 characters" in answer.content.decode()

    form = {"kind": "reply", "body": "x" * 200_001, "form_key": "k1"}
    page = browser_of_ana.post(f"/desk/tickets/{ticket.pk}/draft/", form)
    assert page.status_code == 422 and "x" * 200_001 in page.content.decode()


def test_without_script_a_button_keeps_and_another_throws_away(ticket, browser_of_ana):
    place = f"/desk/tickets/{ticket.pk}/draft/"
    for key in ("laptop", "phone"):
        form = {"kind": "reply", "body": f"From the {key}", "form_key": key}
        assert browser_of_ana.post(place, form).status_code == 302
    page = page_of(browser_of_ana, ticket)
    assert "Kept as a draft" in page and "Keep as draft" in page
    [drop] = re.findall(r'name="drop" value="([^"]+)"', page)

    browser_of_ana.post(
        place, {"kind": "reply", "body": "From the phone", "form_key": "k3", "drop": drop}
    )
    assert list(Draft.objects.values_list("body", flat=True)) == ["From the phone"]


@pytest.mark.parametrize("count", [1, 3])
def test_keeping_asks_the_same_few_questions(ticket, browser_of_ana, count):
    for number in range(count):
        keep(browser_of_ana, ticket, f"Draft {number}", key=f"k{number}")
    with CaptureQueriesContext(connection) as asked:
        keep(browser_of_ana, ticket, "Draft, longer", key="k0")
    assert len(asked) == 15


@pytest.mark.parametrize("count", [1, 3])
def test_drafts_cost_the_page_one_question(ticket, browser_of_ana, count):
    for number in range(count):
        keep(browser_of_ana, ticket, f"Draft {number}", key=f"k{number}")
    page_of(browser_of_ana, ticket)
    with CaptureQueriesContext(connection) as asked:
        page_of(browser_of_ana, ticket)
    assert len(asked) == 22
