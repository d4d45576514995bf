"""The desk in a real browser: keys, the two composers, quick log, and the same without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from frontdoor.channels import spool
from frontdoor.core.tasks import run_due
from frontdoor.people.models import Person
from frontdoor.tickets import drafts, verbs
from frontdoor.tickets.models import Draft, Message, Ticket
from tests import make
from tests.chromium import page as chromium
from tests.desk.conftest import signed_in
from tests.mail_catalogue import catalogue

CUT = ("net::ERR_FAILED", "htmx:sendError", "htmx:afterRequest")
"""What the console says where a test lets no answer come."""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Any]


@pytest.fixture
def opened(live_server, monkeypatch) -> Enter:
    # The driver of the browser runs a loop in this thread; the test itself still waits its turn.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

    @contextmanager
    def enter(person: Person, **context: Any) -> Iterator[Page]:
        session = signed_in(person).cookies["session"].value
        with chromium(base_url=live_server.url, **context) as page:
            page.context.add_cookies(
                [{"name": "session", "value": session, "url": live_server.url}]
            )
            page.goto = _ready(page, context)
            yield page

    return enter


def eventually(page: Page, holds: Callable[[], bool]) -> None:
    """What no element shows: asked again for five seconds."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not come about.")


def _ready(page: Page, context: dict[str, Any]) -> Callable[[str], None]:
    """Goes to an address, and where there is script waits until every module is bound."""
    go = page.goto

    def to(address: str) -> None:
        go(address)
        if context.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")

    return to


def test_keys_move_through_the_list_preview_select_and_open(opened, ana, desk, cy):
    first, second = (
        make.ticket(f"Printer {n}", requester=cy, team=desk, body=f"Words of {n}") for n in (1, 2)
    )
    with opened(ana) as page:
        page.goto("/desk/lists/open/")
        preview = page.locator("#preview")
        expect(preview).to_contain_text("Words of 1")
        page.keyboard.press("j")
        expect(preview).to_contain_text("Words of 2")
        page.keyboard.press("x")
        expect(page.locator("[data-picked]")).to_have_text("1 selected")
        expect(page.get_by_role("toolbar", name="Selected tickets")).to_be_visible()
        page.keyboard.press("k")
        expect(page.locator(f"#row-{first.pk}")).to_have_attribute("aria-current", "true")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{page.url.split('/desk')[0]}/desk/tickets/{second.pk}/")


def test_letters_typed_into_a_box_are_letters(opened, ana, ticket):
    with opened(ana) as page:
        page.goto("/desk/lists/open/")
        page.keyboard.press("/")
        page.keyboard.type("jlxn")
        expect(page.get_by_role("searchbox")).to_have_value("jlxn")
        expect(page.locator("#log")).to_be_hidden()


def test_a_sequence_of_keys_leads_to_a_list_and_a_question_mark_shows_all_keys(opened, ana, ticket):
    with opened(ana) as page:
        page.goto("/desk/")
        page.keyboard.press("g")
        page.keyboard.press("u")
        expect(page.get_by_role("heading", level=1)).to_have_text("Unassigned")
        page.keyboard.press("?")
        expect(page.get_by_role("heading", name="All keys")).to_be_visible()


def test_work_is_logged_in_one_line_from_any_page(opened, ana, cy, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("l")
        page.keyboard.type("reset vpn for cy @walkup 5m #done")
        expect(page.locator(".ql-echo mark")).to_have_count(4)
        expect(page.locator(".ql-chips .tok")).to_have_count(4)
        page.keyboard.press("Enter")
        toast = page.get_by_role("status").filter(has_text="Logged as")
        expect(toast).to_be_visible()
        expect(page.locator("#log")).to_be_hidden()
        logged = Ticket.objects.latest("pk")
        assert (logged.subject, logged.requester, logged.status) == ("reset vpn", cy, "resolved")
        assert 0 < logged.capture_seconds < 60
        toast.get_by_role("button", name="Undo").click()
        expect(page.get_by_text(f"Taken back. {logged.pk} counts nowhere")).to_be_visible()


def test_without_a_person_the_line_asks_once_and_enter_logs_it_all_the_same(opened, ana, cy):
    with opened(ana) as page:
        page.goto("/desk/")
        page.keyboard.press("l")
        page.keyboard.type("unjammed the printer")
        page.keyboard.press("Enter")
        expect(page.get_by_text("For whom? Choose a face")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Logged as")).to_be_visible()
        assert Ticket.objects.get().subject == "unjammed the printer"


def test_tab_takes_the_person_who_is_meant(opened, ana):
    make.person("Alice Moreau")
    other = make.person("Alice Okoro")
    with opened(ana) as page:
        page.goto("/desk/")
        page.keyboard.press("l")
        page.keyboard.type("vpn for alice #done")
        expect(page.get_by_role("option")).to_have_count(2)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.get_by_role("option")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Logged as")).to_be_visible()
        assert Ticket.objects.get().requester == other


def test_a_note_cannot_be_mistaken_for_a_reply_and_each_keeps_its_own_draft(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        reply, note = page.get_by_label("Your reply"), page.get_by_label("Your internal note")
        page.keyboard.press("r")
        page.keyboard.type("Dear Cy")
        plain = page.locator("#composer").evaluate("e => getComputedStyle(e).backgroundColor")
        page.locator(".tab", has_text="Internal note").click()
        expect(note).to_be_focused()
        expect(page.get_by_text("Only the desk sees this. No mail goes to Cy.")).to_be_visible()
        expect(page.get_by_role("button", name="Add internal note")).to_be_visible()
        expect(page.get_by_role("button", name="Send, take it")).to_be_hidden()
        brass = page.locator("#composer").evaluate("e => getComputedStyle(e).backgroundColor")
        assert brass != plain
        page.keyboard.type("Grumpy today")
        page.locator(".tab", has_text="Reply").click()
        expect(reply).to_have_value("Dear Cy")
        expect(note).to_have_value("Grumpy today")


def test_sending_adds_to_the_timeline_in_place_and_empties_the_draft(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.evaluate("window.same = true")
        page.keyboard.press("r")
        page.keyboard.type("Turn it off and on.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".msg-body").last).to_have_text("Turn it off and on.")
        expect(page.get_by_label("Your reply")).to_have_value("")
        expect(page.locator("#head")).to_contain_text("In progress")
        page.get_by_label("Your reply").fill("And again.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".msg-body").last).to_have_text("And again.")
        assert page.evaluate("window.same")
        page.reload()
        expect(page.get_by_label("Your reply")).to_have_value("")


def test_a_draft_survives_the_page(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_label("Your reply").fill("Half a thought")
        expect(page.get_by_text("Draft saved")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).length") == 0
    with opened(ana) as elsewhere:
        elsewhere.goto(f"/desk/tickets/{ticket.pk}/")
        expect(elsewhere.get_by_label("Your reply")).to_have_value("Half a thought")


def test_of_two_tabs_neither_loses_what_was_typed_in_it(opened, ana, ticket):
    with opened(ana) as page, page.context.new_page() as other:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        other.goto(page.url)
        other.wait_for_selector("html[data-ready]")
        page.get_by_label("Your reply").fill("Typed here")
        expect(page.get_by_text("Draft saved")).to_be_visible()
        other.get_by_label("Your reply").fill("Typed there")
        expect(other.get_by_text("You have another draft here")).to_be_visible()
        other.get_by_text("Read it").click()
        expect(other.locator("[data-words]")).to_have_text("Typed here")
        other.get_by_role("button", name="Add it below").click()
        expect(other.get_by_label("Your reply")).to_have_value("Typed there\n\nTyped here")
        expect(other.get_by_text("You have another draft here")).to_have_count(0)
        assert Draft.objects.get().body == "Typed there\n\nTyped here"


def test_another_draft_is_thrown_away_by_a_button(opened, ana, as_ana, ticket):
    drafts.keep(ticket, drafts.Typed("reply", "Old", "k1"), by=as_ana)
    drafts.keep(ticket, drafts.Typed("reply", "New", "k2"), by=as_ana)
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_role("button", name="Throw it away").click()
        expect(page.get_by_text("You have another draft here")).to_have_count(0)
        expect(page.get_by_label("Your reply")).to_have_value("New")
    assert list(Draft.objects.values_list("body", flat=True)) == ["New"]


def test_what_the_desk_did_not_get_lies_on_the_device_and_is_handed_over_later(opened, ana, ticket):
    with opened(ana, expected=CUT) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.route("**/draft/", lambda route: route.abort())
        page.get_by_label("Your reply").fill("Typed in a tunnel")
        expect(page.get_by_text("Draft kept on this device")).to_be_visible()
        assert not Draft.objects.exists()
        page.unroute("**/draft/")
        page.goto(f"/desk/tickets/{ticket.pk}/")
        expect(page.get_by_label("Your reply")).to_have_value("Typed in a tunnel")
        expect(page.get_by_text("Draft saved")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).length") == 0
    assert Draft.objects.get().body == "Typed in a tunnel"


def test_words_whose_sending_was_not_answered_do_not_come_back_once_sent(opened, ana, ticket):
    with opened(ana, expected=CUT) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.route("**/draft/", lambda route: route.abort())
        page.get_by_label("Your reply").fill("Sent, in the dark")
        page.route("**/reply/", lambda route: (route.fetch(), route.abort()))
        page.get_by_role("button", name="Send, take it").click()
        expect(page.get_by_role("alert").filter(has_text="No answer")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).length") == 1
        page.unroute("**/draft/")
        page.goto(f"/desk/tickets/{ticket.pk}/")
        eventually(page, lambda: page.evaluate("Object.keys(localStorage).length") == 0)
        expect(page.get_by_label("Your reply")).to_have_value("")
    assert Message.objects.filter(body="Sent, in the dark").count() == 1


def test_a_tab_that_is_closed_hands_over_its_last_words(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_label("Your reply").fill("Last words")
        page.goto("/desk/")
        eventually(page, Draft.objects.exists)
    assert Draft.objects.get().body == "Last words"


def test_without_script_a_draft_is_kept_by_its_button(opened, ana, ticket):
    with opened(ana, java_script_enabled=False) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_label("Your reply").fill("Half a thought")
        page.get_by_role("button", name="Keep as draft").first.click()
        expect(page.get_by_label("Your reply")).to_have_value("Half a thought")
        expect(page.get_by_text("Kept as a draft")).to_be_visible()


def test_what_came_in_meanwhile_stops_the_sending_and_keeps_the_text(opened, ana, as_cy, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_label("Your reply").fill("Have you tried …")
        verbs.reply(ticket, body="It works again.", by=as_cy, channel="portal")
        page.get_by_role("button", name="Send, take it").click()
        expect(page.get_by_text("Your text is still here.")).to_be_visible()
        expect(page.locator(".msg-body").last).to_have_text("It works again.")
        expect(page.get_by_label("Your reply")).to_have_value("Have you tried …")
        assert not Message.objects.filter(body__startswith="Have").exists()
        page.get_by_role("button", name="Send, take it").click()
        expect(page.locator(".msg-body").last).to_have_text("Have you tried …")


def test_a_property_is_changed_by_choosing_it(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.get_by_label("Priority").select_option(label="Urgent")
        expect(page.locator("#head .prio")).to_have_text("Urgent")
        page.get_by_label("Assignee").select_option(label="Ana")
        expect(page.locator("#timeline")).to_contain_text("Ana took this")
        ticket.refresh_from_db()
        assert (ticket.priority, ticket.assignee) == (1, ana)


def test_a_refusal_is_said_in_place(opened, ana, bo, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("e")
        page.get_by_label("What fixed it?").fill(" ")
        page.get_by_role("button", name="Resolve, and ask").click()
        expect(page.get_by_role("alert")).to_have_text("Say in a few words what fixed it.")


def test_everything_needed_for_a_day_works_without_script(opened, ana, cy, ticket):
    with opened(ana, java_script_enabled=False) as page:
        page.goto("/desk/lists/unassigned/")
        page.get_by_role("link", name=ticket.subject).click()
        page.get_by_label("Your reply").fill("Turn it off and on.")
        page.get_by_role("button", name="Send, take it").click()
        expect(page.locator(".msg-body").last).to_have_text("Turn it off and on.")
        page.locator(".tab", has_text="Internal note").click()
        page.get_by_label("Your internal note").fill("Third time this week.")
        page.get_by_role("button", name="Add internal note").click()
        expect(page.locator(".msg.is-note")).to_contain_text("Third time this week.")
        page.locator("summary", has_text="Resolve").first.click()
        page.get_by_role("button", name="Resolve, and ask").click()
        expect(page.locator("#head .status")).to_have_text("Resolved")
        page.goto("/desk/log/")
        page.get_by_role("combobox").fill("reset vpn for cy 5m #done")
        page.get_by_role("button", name="Log it").last.click()
        expect(page.get_by_role("status")).to_contain_text("Logged as")


def test_nothing_on_the_desk_scrolls_sideways_on_a_phone(opened, ana, ticket):
    with opened(ana, viewport={"width": 360, "height": 740}, is_mobile=True) as page:
        for address in ("/desk/lists/open/", f"/desk/tickets/{ticket.pk}/", "/desk/log/"):
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, address


def test_the_theme_is_kept_and_printed_by_the_server(opened, ana):
    with opened(ana, color_scheme="light") as page:
        page.goto("/desk/")
        page.locator("html[data-ready]").wait_for()
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_role("button", name="Switch light or dark").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_mail_dropped_on_a_page_is_logged(opened, ana, ticket):
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.evaluate(
            """() => {
              const dragged = new DataTransfer();
              const mail = "From: Eva <eva@customer.example>\\nSubject: Lamp\\n\\nIt flickers.\\n";
              dragged.items.add(new File([mail], "lamp.eml", { type: "message/rfc822" }));
              for (const name of ["dragover", "drop"])
                document.querySelector("#timeline").dispatchEvent(
                  new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: dragged }));
            }"""
        )
        expect(page.locator("#toasts")).to_contain_text("for Eva")
    assert Ticket.objects.order_by("-pk")[0].subject == "Lamp"


def test_of_a_mail_only_its_own_pictures_are_fetched(opened, ana):
    row = spool.accept(catalogue()["M49"], spool.Envelope("smtp", "a@x", ("desk@localhost",)))
    run_due()
    row.refresh_from_db()
    with opened(ana) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"/desk/tickets/{row.ticket_id}/")
        picture = page.locator(".msg-body img[src]").first
        expect(picture).to_have_js_property("naturalWidth", 1)
        home = page.url.partition("/desk")[0]
    assert any(url.endswith("/picture/") for url in asked)
    assert [url for url in asked if not url.startswith(home)] == []


def test_signing_out_leaves_no_draft_on_the_device(opened, ana, ticket):
    with opened(ana, expected=CUT) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.route("**/draft/", lambda route: route.abort())
        page.locator('[data-draft="reply"]').fill("Her salary is 4711")
        expect(page.locator("[data-saved]")).to_have_text("Draft kept on this device")
        page.evaluate("sessionStorage.setItem('draft:x', 'words')")

        page.goto("/desk/")
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/")

        kept = page.evaluate(
            "JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"
        )
    assert "4711" not in kept and "words" not in kept
