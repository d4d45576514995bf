"""What is long or large has room: on a phone, and in the rail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page

from frontdoor.channels.models import Outgoing
from frontdoor.core import clock
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket
from tests import make
from tests.chromium import page as chromium
from tests.desk.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

PHONE, WIDE = ({"width": 390, "height": 844}, {"width": 1440, "height": 900})
REFUSED = "Their mail server refuses it. It said 550: see https://mail.example.org/why?id=7f3a9c"
LARGE = (
    "(where) => { for (const each of document.querySelectorAll(where)) each.textContent = 48310; }"
)
LINES = """node => {
  const all = document.createRange();
  all.selectNodeContents(node);
  return all.getClientRects().length;
}"""
INSIDE = """inner => {
  const rail = inner.closest(".rail").getBoundingClientRect();
  return inner.getBoundingClientRect().right <= rail.right;
}"""


@pytest.fixture(autouse=True)
def beside_a_browser(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@contextmanager
def opened(live_server: Any, person: Person, path: str, viewport: dict[str, int]) -> Iterator[Page]:
    session = signed_in(person).cookies["session"].value
    with chromium(base_url=live_server.url, viewport=viewport) as page:
        page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page.goto(path)
        yield page


def test_a_number_of_five_figures_stands_on_one_line(live_server, ana, ticket: Ticket):
    with opened(live_server, ana, "/desk/lists/open/", PHONE) as page:
        page.evaluate(LARGE, ".row-no")
        assert page.locator(".row-no").evaluate(LINES) == 1


def test_a_failed_mail_is_told_in_whole_lines(live_server, ana, ticket: Ticket, cy: Person):
    Outgoing.objects.create(
        key="x", kind="reply", ticket=ticket, person=cy, email="cy@example.org", state="failed",
        error=REFUSED, created_at=clock.now(),
    )  # fmt: skip
    with opened(live_server, ana, f"/desk/tickets/{ticket.pk}/", PHONE) as page:
        words = page.locator(".banner", has_text="550").locator(".grow").bounding_box()
        assert words and words["width"] > 200
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_rail_has_room_for_large_counts(live_server, ana, ticket: Ticket):
    make.team("Business applications and their licences")
    with opened(live_server, ana, "/desk/lists/open/", WIDE) as page:
        page.evaluate(LARGE, ".rail .count")
        counts = page.locator(".rail .count").all()
        assert len(counts) > 4
        assert all(count.evaluate(INSIDE) for count in counts)
