"""axe-core over the screens, in both themes and on a phone: nothing that WCAG 2.2 A and AA forbid."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from frontdoor.channels import spool
from frontdoor.core import storage
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.people.models import Person, Team
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Carried, File
from tests import make
from tests.chromium import page as chromium
from tests.desk.conftest import signed_in
from tests.mail_catalogue import catalogue

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPEN = """() => {
  for (const closed of document.querySelectorAll("main details")) {
    closed.removeAttribute("name");
    closed.open = true;
  }
}"""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "dark phone": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}


@pytest.fixture
def spoken(ticket: Ticket, cy: Person, ana: Person, desk: Team) -> Ticket:
    """A ticket with everything on its page, beside others in the list."""
    as_ana = acting(ana)
    verbs.take(ticket, by=as_ana)
    verbs.reply(ticket, body="Have you tried?", by=as_ana, channel="email", carried=_with_files())
    verbs.note(ticket, body="Third time this week.", by=as_ana)
    for name in ("printer", "floor-2"):
        verbs.tag(ticket, add=[name], by=as_ana)
    verbs.log_time(ticket, minutes=15, by=as_ana)
    other = make.ticket("Another", requester=cy, team=desk)
    verbs.link(ticket, other=other, by=as_ana)
    verbs.change(other, field="priority", value="1", by=as_ana)
    verbs.follow(ticket, person=make.person("Flo"), by=as_ana)
    make.ticket("Done", requester=cy, team=desk)
    spool.accept(catalogue()["M49"], spool.Envelope("smtp", "a@x", ("desk@localhost",)))
    run_due()
    return ticket


def _with_files() -> Carried:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    kept = [("seen.png", storage.keep(drawn.getvalue())), ("log.txt", storage.keep(b"lines"))]
    return Carried(files=[File(blob.sha256, name, "", blob.size) for name, blob in kept])


def wrong(page: Page, rules: list[str] = RULES) -> list[str]:
    """Each violation with the places, in a form that says what to mend."""
    page.evaluate(f"() => {{ {AXE} }}")
    found = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })", rules
    )
    return [
        f"{page.url}: {fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_the_desk_and_its_settings(look, live_server, monkeypatch, ana, ada, spoken):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with _opened(live_server, ana, look) as page:
        faults = [fault for address in _of_the_desk(spoken) for fault in _at(page, address)]
        faults += _in_the_palette(page)
        _enter(page, live_server, ada)
        faults += [fault for address in OF_SETTINGS for fault in _at(page, address)]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("look", LOOKS)
def test_the_portal_and_the_way_in(look, live_server, monkeypatch, cy, spoken):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with _opened(live_server, None, look) as page:
        faults = _at(page, "/login/")
        _enter(page, live_server, cy)
        for address in ("", "new/", "requests/", f"requests/{spoken.pk}/", "me/"):
            faults += _at(page, f"/portal/{address}")
    assert faults == [], "\n".join(faults)


OF_SETTINGS = [
    "/settings/mailboxes/", "/desk/quarantine/", "/desk/unsent/", "/settings/people/",
    "/settings/lists/teams/", "/settings/signature/", "/settings/",
]  # fmt: skip


def _of_the_desk(ticket: Ticket) -> list[str]:
    home = f"/desk/tickets/{ticket.pk}/"
    return [
        "/desk/", "/desk/lists/open/", "/desk/search/?q=printer", "/desk/log/", home, f"{home}mails/",
        f"/desk/merge/?ticket={ticket.pk}&ticket={ticket.pk + 1}",   "/desk/mail/",
    ]  # fmt: skip


def _at(page: Page, address: str) -> list[str]:
    """As it comes, and once more with every menu open; then they cover each other, so sizes do not count."""
    answer = page.goto(address)
    assert answer and answer.ok, address
    page.wait_for_load_state("load")
    found = wrong(page)
    if page.locator("main details").count():
        page.evaluate(OPEN)
        found += wrong(page, RULES[:-1])
    return found


def _in_the_palette(page: Page) -> list[str]:
    """A phone has no key for it; there the line is a page, which is among the others."""
    if page.viewport_size["width"] < 500:
        return []
    page.goto("/desk/")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("l")
    page.keyboard.type("reset vpn for cy @walkup 5m #done")
    page.locator(".ql-chips .tok").nth(3).wait_for()
    return wrong(page)


@contextmanager
def _opened(live_server: Any, person: Person | None, look: str) -> Iterator[Page]:
    """The policy of the pages would refuse axe, which is not ours; what fades in has no contrast yet."""
    still = {"bypass_csp": True, "reduced_motion": "reduce"}
    with chromium(base_url=live_server.url, **still, **LOOKS[look]) as page:
        if person:
            _enter(page, live_server, person)
        yield page


def _enter(page: Page, live_server: Any, person: Person) -> None:
    session = signed_in(person).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
