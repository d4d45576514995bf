"""The front page and the list of own requests."""

from __future__ import annotations

import pytest

from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from tests import make
from tests.portal.conftest import signed_in, text_of


def test_everybody_may_ask(stranger):
    page = text_of(stranger.get("/"))

    assert "What do you need help with?" in page
    assert "Your requests" not in page


def test_the_desk_starts_at_its_own_page(browser_of_ana):
    assert browser_of_ana.get("/").url == "/desk/"
    assert "What do you need help with?" in text_of(browser_of_ana.get("/portal/"))


def test_the_front_page_shows_where_own_requests_stand(browser_of_cy, ticket, di):
    make.ticket(requester=di, subject="CANARY of somebody else")

    page = text_of(browser_of_cy.get("/"))

    assert "The printer is on fire" in page
    assert "In the queue." in page
    assert "CANARY" not in page


def test_a_question_stands_out(browser_of_cy, ticket, ana):
    verbs.hold(ticket, hold_for="requester", by=acting(ana))

    assert '<b class="accent">We asked you.</b>' in text_of(browser_of_cy.get("/"))


def test_a_long_list_is_read_page_by_page_without_a_gap(browser_of_cy, cy):
    for number in range(45):
        make.ticket(requester=cy, subject=f"Matter {number:02}")

    seen, path = [], "/portal/requests/"
    while path:
        page = text_of(browser_of_cy.get(path))
        seen += [part[:9] for part in page.split("<bdi>")[1:]]
        _, found, rest = page.partition('rel="next" href="')
        path = rest.partition('"')[0] if found else ""

    assert seen == [f"Matter {number:02}" for number in reversed(range(45))]


@pytest.mark.parametrize("after", ["x", "W10", "' OR 1=1", "%00", "W251bGxd"])
def test_a_cursor_that_is_none_begins_at_the_newest(browser_of_cy, ticket, after):
    assert "The printer" in text_of(browser_of_cy.get("/portal/requests/", {"after": after}))


def test_what_others_asked_for_and_one_follows_stands_apart(browser_of_cy, di, cy):
    other = make.ticket(requester=di, subject="Di's matter")
    verbs.follow(other, person=cy, by=acting(di))

    page = text_of(browser_of_cy.get("/portal/requests/"))

    assert page.index("Asked by others") < page.index("Di&#39;s matter")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/", 3), ("/portal/requests/", 4)])
def test_lists_ask_the_same_few_questions_whatever_they_hold(
    cy, ana, rows, path, queries, django_assert_num_queries
):
    client = signed_in(cy)
    for _ in range(rows):
        verbs.take(make.ticket(requester=cy), by=acting(ana))

    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/portal/", "/login/", "/login/sent/", "/portal/new/", "/portal/sent/", "/nowhere/"],
)
def test_every_page_carries_the_headers_and_no_inline_code(stranger, path):
    answer = stranger.get(path)
    page = text_of(answer)

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    for inline in (" style=", " onclick=", "<style", "javascript:"):
        assert inline not in page
    assert "<script>" not in page
