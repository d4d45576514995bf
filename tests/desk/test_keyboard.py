"""A morning at the desk without a mouse, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from frontdoor.tickets.models import Entry, Message, Ticket
from tests import make
from tests.desk.test_browser import opened  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    "key, label",
    [
        ("h", "With what"),
        ("o", "Why, and what was tried"),
        ("s", "In a few words"),
        ("b", "Hide from"),
    ],
)
def test_a_key_opens_what_lies_in_a_closed_menu(opened, ana, bo, ticket, key, label):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press(key)
        expect(page.get_by_label(label)).to_be_visible()
        assert page.evaluate("document.activeElement.form !== undefined")
        page.keyboard.press("Escape")
        expect(page.get_by_label(label)).to_be_hidden()
        page.keyboard.press(key)
        expect(page.get_by_label(label)).to_be_visible()


def test_search_and_the_next_ticket_are_one_key_away_on_a_ticket_too(opened, ana, desk, cy):  # noqa: F811
    first, second = (make.ticket(f"Printer {n}", requester=cy, team=desk) for n in (1, 2))
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{second.pk}/")
        page.keyboard.press("n")
        expect(page).to_have_url(f"{page.url.split('/desk')[0]}/desk/tickets/{first.pk}/")
        page.wait_for_selector("html[data-ready]")
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()


def test_sent_words_leave_the_box_so_that_the_next_key_is_a_key(opened, ana, ticket):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("r")
        page.keyboard.type("Turn it off and on.")
        page.keyboard.press("Control+Enter")
        sent = page.locator("#timeline article", has_text="Turn it off and on.")
        expect(sent).to_be_focused()
        page.keyboard.press("i")
        page.keyboard.type("Asked Bo.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#timeline .is-note")).to_contain_text("Asked Bo.")
        assert Message.objects.get(body="Asked Bo.").public is False


def test_arrows_walk_through_a_property_and_only_enter_saves_it(opened, ana, ticket):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("u")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator("#prop-priority")).to_have_value("3")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(page.locator("#head .prio")).to_have_text("Urgent")
        changes = Entry.objects.filter(ticket=ticket, kind="ticket.changed").values_list(
            "data", flat=True
        )
        assert [str(data["after"]) for data in changes] == ["1"]


def test_a_refusal_is_said_where_it_was_typed_and_the_menu_stays_open(opened, ana, bo, ticket):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("o")
        page.get_by_label("Why, and what was tried").fill("Not mine.")
        page.keyboard.press("Control+Enter")
        form = page.locator("form[action$='/hand_over/']")
        expect(form.get_by_role("alert")).to_have_text("Choose a person or a team.")
        expect(form.get_by_label("Why, and what was tried")).to_have_value("Not mine.")


def test_twelve_chosen_ones_are_resolved_by_keys_alone(opened, ana, cy, desk):  # noqa: F811
    made = [make.ticket(f"Order {n}", requester=cy, team=desk) for n in range(12)]
    with opened(ana) as page:
        page.goto("/desk/lists/open/")
        for _ in made:
            page.keyboard.press("Shift+J")
        expect(page.locator("[data-picked]")).to_have_text("12 selected")
        page.keyboard.press("e")
        page.keyboard.type("Sent again by hand.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("status")).to_contain_text("Resolved 12")
        assert Ticket.objects.filter(status="resolved").count() == 12


def test_the_words_about_what_was_done_never_cover_the_button_that_sends(opened, ana, bo, ticket):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        page.keyboard.press("o")
        page.get_by_label("To the person").select_option(label=bo.name)
        page.get_by_label("Why, and what was tried").fill("Bo knows it.")
        page.keyboard.press("Control+Enter")
        said = page.get_by_role("status").filter(has_text="Handed over")
        expect(said).to_be_visible()
        send = page.locator("[data-send]:visible").last.bounding_box()
        assert said.bounding_box()["y"] + said.bounding_box()["height"] < send["y"]


def test_on_a_phone_all_that_the_rail_holds_is_in_reach(opened, ana, ticket):  # noqa: F811
    with opened(ana, viewport={"width": 390, "height": 844}) as page:
        page.goto("/desk/lists/open/")
        page.get_by_label("More", exact=True).click()
        menu = page.locator(".phone-only .menu-list")
        for what in ("Take next", ticket.team.name, "Unsent mail", "My signature", "Sign out"):
            item = menu.get_by_text(what, exact=True)
            expect(item).to_be_visible()
            expect(item).to_be_in_viewport()
        menu.get_by_text("Take next").click()
        expect(page).to_have_url(f"{page.url.split('/desk')[0]}/desk/tickets/{ticket.pk}/")


DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
CARRY = """(box, { how, name, dot }) => {
  const bytes = Uint8Array.from(atob(dot), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type: "image/png" }));
  const rest = { bubbles: true, cancelable: true };
  if (how === "paste") box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, ...rest }));
  const moved = { dataTransfer: files, ...rest };
  if (how === "drop") for (const step of ["dragover", "drop"]) box.dispatchEvent(new DragEvent(step, moved));
}"""


def test_a_pasted_screenshot_and_a_dropped_photo_go_along_with_the_answer(opened, ana, ticket):  # noqa: F811
    with opened(ana) as page:
        page.goto(f"/desk/tickets/{ticket.pk}/")
        box = page.get_by_label("Your reply")
        box.fill("Like this.")
        box.evaluate(CARRY, {"how": "paste", "name": "screen.png", "dot": DOT})
        box.evaluate(CARRY, {"how": "drop", "name": "photo.png", "dot": DOT})
        expect(page.get_by_text("screen.png, photo.png")).to_be_visible()
        box.press("Control+Enter")
        expect(page.locator("#timeline .file")).to_have_count(2)


def test_a_pasted_screenshot_goes_along_with_a_new_request(opened, cy):  # noqa: F811
    with opened(cy) as page:
        page.goto("/portal/new/")
        page.locator("#body").fill("My screen stays black.")
        page.locator("#body").evaluate(CARRY, {"how": "paste", "name": "screen.png", "dot": DOT})
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("screen.png")).to_be_visible()
