import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.people.actors import acting
from frontdoor.tickets import verbs
from tests import make


def numbers(response):
    return [int(n) for n in re.findall(r'id="row-(\d+)"', response.content.decode())]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_as_often_for_three_rows_as_for_one(browser_of_ana, desk, cy, count):
    for n in range(count):
        make.ticket(f"Printer {n}", requester=make.person(f"Person {n}"), team=desk)
    browser_of_ana.get("/desk/lists/open/")
    with CaptureQueriesContext(connection) as asked:
        response = browser_of_ana.get("/desk/lists/open/")
    assert len(numbers(response)) == count
    assert len(asked) == 7


def test_the_fair_order_puts_urgent_first_then_the_earliest_due(browser_of_ana, desk, cy):
    low, normal, urgent = (
        make.ticket(requester=cy, team=desk, priority=p, subject=f"P{p}") for p in (4, 3, 1)
    )
    response = browser_of_ana.get("/desk/teams/service-desk/")
    assert numbers(response) == [urgent.pk, normal.pk, low.pk]


def test_my_work_holds_what_is_mine_and_not_on_hold(browser_of_ana, as_ana, ticket, cy):
    other = make.ticket(requester=cy)
    held = make.ticket(requester=cy)
    for each in (ticket, held):
        verbs.take(each, by=as_ana)
    verbs.hold(held, hold_for="requester", by=as_ana)
    assert numbers(browser_of_ana.get("/desk/")) == [ticket.pk]
    assert numbers(browser_of_ana.get("/desk/lists/waiting/")) == [held.pk]
    assert numbers(browser_of_ana.get("/desk/lists/unassigned/")) == [other.pk]


def test_a_private_teams_queue_and_tickets_do_not_exist_for_others(browser_of_ana, cy):
    secret = make.team("People matters", private=True)
    make.ticket("Canary 7Qx", requester=cy, team=secret)
    for address in ("/desk/lists/open/", "/desk/"):
        page = browser_of_ana.get(address).content.decode()
        assert "Canary 7Qx" not in page
        assert "People matters" not in page
    assert browser_of_ana.get("/desk/teams/people-matters/").status_code == 404
    assert browser_of_ana.get("/desk/teams/no-such-team/").status_code == 404


def test_the_counts_in_the_rail_leave_out_what_one_may_not_see(browser_of_ana, cy, ticket):
    make.ticket(requester=cy, team=make.team("People matters", private=True))
    page = browser_of_ana.get("/desk/").content.decode()
    assert re.search(r"All open</span>\s*<span class=\"count\">1<", page)


def test_a_list_goes_on_page_by_page_without_losing_or_doubling_one(browser_of_ana, desk, cy):
    made = [make.ticket(f"No {n}", requester=cy, team=desk).pk for n in range(120)]
    found, address = [], "/desk/lists/open/"
    while address:
        response = browser_of_ana.get(address)
        found += numbers(response)
        ahead = re.search(r'href="([^"]+)" data-key="\]"', response.content.decode())
        address = ahead and ahead[1].replace("&amp;", "&")
    assert found == made
    back = re.search(r'href="([^"]+)" data-key="\["', response.content.decode())
    assert numbers(browser_of_ana.get(back[1].replace("&amp;", "&"))) == made[50:100]


def test_names_and_subjects_are_shown_literally(browser_of_ana, desk):
    nasty = make.person("<script>alert(1)</script>", email="x@example.org")
    make.ticket("{{7*7}} <img src=x onerror=alert(1)>", requester=nasty, team=desk)
    page = browser_of_ana.get("/desk/lists/open/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{7*7}} &lt;img" in page


def test_an_empty_list_says_so_kindly(browser_of_ana):
    assert "Nobody is waiting." in browser_of_ana.get("/desk/").content.decode()


def test_a_requester_is_told_that_this_is_for_the_desk(enter, cy):
    assert enter(cy).get("/desk/").status_code == 403


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client):
    response = client.get("/desk/lists/open/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/login/?next=%2Fdesk%2Flists%2Fopen%2F"


def test_take_next_gives_the_first_in_line_that_nobody_has(browser_of_ana, ana, as_ana, desk, cy):
    later = make.ticket(requester=cy, team=desk, priority=4)
    sooner = make.ticket(requester=cy, team=desk, priority=2)
    response = browser_of_ana.post("/desk/next/")
    assert response.headers["Location"] == f"/desk/tickets/{sooner.pk}/"
    sooner.refresh_from_db()
    later.refresh_from_db()
    assert sooner.assignee == ana
    assert later.assignee is None


def test_take_next_keeps_to_ones_own_teams(browser_of_ana, cy, ana):
    make.ticket(requester=cy, team=make.team("Network"))
    response = browser_of_ana.post("/desk/next/", follow=True)
    assert "Nobody is waiting" in response.content.decode()


def test_bulk_does_a_verb_to_all_chosen_and_says_what_was_refused(
    browser_of_ana, ana, bo, desk, cy, ticket
):
    taken = make.ticket(requester=cy, team=desk)
    verbs.take(taken, by=acting(bo))
    response = browser_of_ana.post(
        "/desk/bulk/",
        {"ticket": [ticket.pk, taken.pk], "do": f"assign {ana.pk}", "next": "/desk/lists/open/"},
        follow=True,
    )
    page = response.content.decode()
    assert "Assigned 1, 1 not done" in page
    ticket.refresh_from_db()
    taken.refresh_from_db()
    assert (ticket.assignee, taken.assignee) == (ana, bo)


def test_bulk_passes_over_tickets_that_one_may_not_see(browser_of_ana, ana, cy):
    hidden = make.ticket(requester=cy, team=make.team("People matters", private=True))
    browser_of_ana.post("/desk/bulk/", {"ticket": hidden.pk, "do": "take"})
    hidden.refresh_from_db()
    assert hidden.assignee is None


@pytest.mark.parametrize("do", ["", "erase", "assign", "assign 1 2", "priority 9", "assign -1"])
def test_bulk_refuses_what_the_bar_does_not_offer(browser_of_ana, ticket, do):
    before = ticket.last_seq
    response = browser_of_ana.post("/desk/bulk/", {"ticket": ticket.pk, "do": do})
    assert response.status_code == 302
    ticket.refresh_from_db()
    assert ticket.last_seq == before


def test_a_page_of_the_desk_changes_nothing_that_is_stored(browser_of_ana, ticket, as_ana):
    with CaptureQueriesContext(connection) as asked:
        browser_of_ana.get("/desk/")
        browser_of_ana.get(f"/desk/tickets/{ticket.pk}/")
        browser_of_ana.get(f"/desk/tickets/{ticket.pk}/preview/")
        browser_of_ana.get("/desk/log/read/?line=vpn+for+cy")
    assert [q["sql"] for q in asked if not q["sql"].startswith("SELECT")] == []


def test_take_next_serves_what_no_team_has_been_given(browser_of_ana, ana, cy):
    lost = make.ticket(requester=cy, team=None)
    response = browser_of_ana.post("/desk/next/")
    assert response.headers["Location"] == f"/desk/tickets/{lost.pk}/"


def test_take_next_never_says_nobody_where_others_wait(browser_of_ana, cy):
    make.ticket(requester=cy, team=make.team("Network"))
    page = browser_of_ana.post("/desk/next/", follow=True).content.decode()
    assert "Nobody is waiting for your teams. 1 waiting for others" in page
    assert 'href="/desk/lists/unassigned/"' in page


def test_what_was_chosen_stays_chosen_where_a_word_was_missing(browser_of_ana, ticket, cy, desk):
    other = make.ticket("Another", requester=cy, team=desk)
    chosen = {"ticket": [ticket.pk], "do": "resolve", "resolution": " "}
    here = "/desk/lists/open/?q=is%3Aunresolved&picked=7"
    response = browser_of_ana.post("/desk/bulk/", {**chosen, "next": here}, follow=True)
    page = response.content.decode()
    assert "Say in a few words what fixed it." in page
    assert f'value="{ticket.pk}" aria-label="Select {ticket.pk}" checked' in page
    assert f'value="{other.pk}" aria-label="Select {other.pk}">' in page
    assert response.redirect_chain == [
        (f"/desk/lists/open/?q=is%3Aunresolved&picked={ticket.pk}", 302)
    ]
