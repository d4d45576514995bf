from __future__ import annotations

from frontdoor.tickets import verbs
from tests import make


def test_what_was_closed_long_ago_is_found_and_marked(browser_of_ana, ticket, as_ana):
    verbs.resolve(ticket, resolution="New toner", by=as_ana)

    page = browser_of_ana.get("/desk/search/?q=printer").content.decode()

    assert "<mark>printer</mark>" in page and "1 found" in page


def test_a_number_goes_straight_there(browser_of_ana, ticket):
    assert (
        browser_of_ana.get(f"/desk/search/?q=%23{ticket.pk}").url == f"/desk/tickets/{ticket.pk}/"
    )


def test_conditions_become_chips(browser_of_ana, ticket, cy):
    make.ticket("Screen flickers", requester=cy, urgency=1)

    page = browser_of_ana.get("/desk/search/?q=priority:high").content.decode()

    assert "Screen flickers" in page and "The printer is on fire" not in page
    assert "Remove filter" in page


def test_a_list_is_narrowed_by_the_same_language(browser_of_ana, ticket, cy):
    make.ticket("Screen flickers", requester=cy)

    page = browser_of_ana.get("/desk/lists/open/?q=screen").content.decode()

    assert "Screen flickers" in page and "The printer is on fire" not in page


def test_what_cannot_be_read_is_said_and_kept(browser_of_ana, ticket):
    page = browser_of_ana.get("/desk/search/?q=colour:red").content.decode()

    assert 'value="colour:red"' in page and 'role="alert"' in page
