import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.tickets import verbs
from tests import make
from tests.desk.queue.test_views import numbers


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_filter_narrows_a_list_and_each_condition_can_be_taken_off(browser_of_ana, desk, cy):
    urgent = make.ticket(requester=cy, team=desk, priority=1)
    make.ticket(requester=cy, team=desk)
    response = browser_of_ana.get("/desk/lists/open/", {"q": "priority:urgent status:new"})
    assert numbers(response) == [urgent.pk]
    page = response.content.decode()
    assert 'href="/desk/lists/open/?q=status%3Anew"' in page
    assert 'href="/desk/lists/open/?q=priority%3Aurgent"' in page


def test_a_filter_goes_along_from_page_to_page(browser_of_ana, desk, cy):
    for n in range(60):
        make.ticket(f"Printer {n}", requester=cy, team=desk)
    response = browser_of_ana.get("/desk/lists/open/", {"q": "status:new"})
    ahead = re.search(r'href="([^"]+)" data-key="\]"', response.content.decode())[1]
    assert "q=status%3Anew" in ahead
    assert len(numbers(browser_of_ana.get(ahead.replace("&amp;", "&")))) == 10


@pytest.mark.parametrize("address", ["/desk/lists/open/", "/desk/search/"])
@pytest.mark.parametrize("q", ["requester__password:x", "colour:red", "priority:", "status:maybe"])
def test_a_filter_that_means_nothing_is_refused_in_words_and_kept(
    browser_of_ana, ticket, address, q
):
    response = browser_of_ana.get(address, {"q": q})
    page = response.content.decode()
    assert response.status_code == 400
    assert 'role="alert"' in page
    assert f'value="{q}"' in page
    assert numbers(response) == []


def test_search_finds_words_in_messages_and_marks_them(browser_of_ana, cy, desk):
    found = make.ticket("Odd noise", requester=cy, team=desk, body="The centrifuge is <loud>.")
    make.ticket("Something else", requester=cy, team=desk)
    response = browser_of_ana.get("/desk/search/", {"q": "centrifuge"})
    assert numbers(response) == [found.pk]
    assert "<mark>centrifuge</mark> is &lt;loud&gt;." in response.content.decode()


def test_search_finds_what_is_solved_too(browser_of_ana, ticket, as_ana):
    verbs.resolve(ticket, resolution="New drum.", by=as_ana)
    assert numbers(browser_of_ana.get("/desk/search/", {"q": "printer"})) == [ticket.pk]
    assert numbers(browser_of_ana.get("/desk/search/", {"q": "status:resolved"})) == [ticket.pk]


def test_search_shows_nothing_that_one_may_not_see(browser_of_ana, cy):
    make.ticket("Canary 5Kp", requester=cy, team=make.team("People matters", private=True))
    for q in ("canary", "requester:cy@example.org", ""):
        assert "Canary 5Kp" not in browser_of_ana.get("/desk/search/", {"q": q}).content.decode()


def test_nothing_found_offers_the_way_back(browser_of_ana, ticket):
    assert "Clear filters" in text(browser_of_ana.get("/desk/search/", {"q": "zeppelin"}))


@pytest.mark.parametrize("q", ["printer", "status:new printer"])
def test_a_search_asks_as_often_for_three_as_for_one(browser_of_ana, desk, q):
    def asked_for(found):
        with CaptureQueriesContext(connection) as asked:
            response = browser_of_ana.get("/desk/search/", {"q": q})
        assert len(numbers(response)) == found
        return len(asked)

    make.ticket("Printer 0", requester=make.person("Person 0"), team=desk)
    for_one = asked_for(1)
    for n in (1, 2):
        make.ticket(f"Printer {n}", requester=make.person(f"Person {n}"), team=desk)
    assert asked_for(3) == for_one


@pytest.mark.parametrize("cursor", ["x", "r99999999999999999999", "eyJhIjoxfQ", "%00", "w-1"])
def test_a_page_that_is_none_is_no_fault(browser_of_ana, ticket, cursor):
    for q in ("printer", "status:new", ""):
        status = browser_of_ana.get("/desk/search/", {"q": q, "after": cursor}).status_code
        assert status in (200, 400)
        status = browser_of_ana.get("/desk/lists/open/", {"q": q, "before": cursor}).status_code
        assert status == 200


@pytest.mark.parametrize(
    "typed, meant", [("priorty:high", "priority"), ("from:cy", "requester"), ("prio:1", "priority")]
)
def test_a_filter_that_is_nearly_one_is_named(browser_of_ana, ticket, typed, meant):
    page = browser_of_ana.get("/desk/search/", {"q": typed}).content.decode()
    assert f"Did you mean “{meant}:”?" in page
