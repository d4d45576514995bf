"""The requester's side in a real browser: asked twice by a nervous finger, confirmed by mail, answered, fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import page
from tests.served import Served, installed, serving, until
from tests.sinks import MailSink, mail_sink

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal-browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1440, "height": 900}}
BARE = {**DESK, "java_script_enabled": False}


@dataclass(frozen=True)
class House:
    """A desk that answers and the mail server that it sends by."""

    served: Served
    sink: MailSink

    def page(self, **options):
        return page(base_url=self.served.url, **options)

    def mail_to(self, email: str, containing: str) -> str:
        """The path of the link in the newest such mail to this address."""
        found: list[str] = []

        def came() -> bool:
            found[:] = [
                path
                for mail in self.sink.mails
                if email in mail["To"]
                for path in re.findall(rf"https?://[^/\s]+({containing}\S+)", text_of(mail))
            ]
            return bool(found)

        until(came)
        return found[-1]


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    with (
        mail_sink() as sink,
        installed(tmp_path_factory.mktemp("portal") / "desk", EMAIL_URL=sink.url) as desk,
        serving(desk) as served,
    ):
        yield House(served, sink)


def fits(opened: Page) -> bool:
    return opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def confirmed(house: House, opened: Page, email: str, words: str) -> None:
    """Asks as a stranger and proves the address."""
    opened.goto("/portal/new/")
    opened.get_by_label("In your own words").fill(words)
    opened.get_by_label("Your name").fill("Eve Adams")
    opened.get_by_label("Your email address").fill(email)
    opened.get_by_role("button", name="Send").click()
    opened.get_by_text("We have it.").wait_for()
    opened.goto(house.mail_to(email, "/confirm/"))
    opened.get_by_role("button", name="Yes, it was me").click()
    opened.get_by_role("heading", name=words).wait_for()


def test_asking_on_a_phone_takes_one_line_and_makes_one_request(house):
    with house.page(**PHONE) as opened:
        opened.goto("/")
        opened.get_by_placeholder("Say it in your own words").fill("No sound in the meeting room")
        opened.get_by_role("button", name="Ask").click()
        opened.get_by_text("No, I am stopped").click()
        opened.get_by_label("Files or photos").set_input_files(
            {"name": "photo.png", "mimeType": "image/png", "buffer": b"png"}
        )
        opened.get_by_label("Your name").fill("Alice Moreau")
        opened.get_by_label("Your email address").fill("alice@example.org")
        assert fits(opened)

        opened.get_by_role("button", name="Send").dblclick()
        opened.get_by_text("We have it.").wait_for()
        opened.go_back()
        expect(opened.get_by_label("In your own words")).to_have_value("")

        opened.goto(house.mail_to("alice@example.org", "/confirm/"))
        opened.get_by_role("button", name="Yes, it was me").click()
        opened.get_by_role("heading", name="No sound in the meeting room").wait_for()
        opened.get_by_text("photo.png").wait_for()
        assert fits(opened)
        opened.get_by_role("link", name="Requests", exact=True).click()
        expect(opened.locator(".request")).to_have_count(1)


def test_a_reply_with_a_file_stands_in_the_conversation(house):
    with house.page(**DESK) as opened:
        confirmed(house, opened, "ben@example.org", "Second monitor")
        opened.get_by_label("Your reply").fill("USB-C, please.")
        opened.locator("input[name=files]").set_input_files(
            {"name": "desk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
        )
        expect(opened.locator("[data-chosen]")).to_have_text("desk.pdf")

        opened.get_by_label("Your reply").press("Control+Enter")

        opened.locator(".msg", has_text="USB-C, please.").wait_for()
        with opened.expect_download() as saved:
            opened.get_by_role("link", name="desk.pdf").click()
        assert saved.value.path().read_bytes() == b"%PDF"


def test_half_written_words_outlive_a_reload_and_go_once_sent(house):
    with house.page(**DESK) as opened:
        confirmed(house, opened, "cora@example.org", "VPN drops")
        opened.wait_for_selector("html[data-ready]")
        opened.get_by_label("Your reply").fill("Half a thou")

        opened.reload()

        expect(opened.get_by_label("Your reply")).to_have_value("Half a thou")
        opened.get_by_role("button", name="Send").click()
        opened.locator(".msg", has_text="Half a thou").wait_for()
        expect(opened.get_by_label("Your reply")).to_have_value("")


def test_words_typed_and_files_chosen_before_the_script_came_are_kept_too(house):
    held = []
    with house.page(**DESK) as opened:
        confirmed(house, opened, "gil@example.org", "Cable is loose")
        opened.route("**/static/portal/**/*.js", lambda route: held.append(route))
        opened.reload(wait_until="commit")
        opened.get_by_label("Your reply").fill("Half a thou")
        opened.locator("input[name=files]").set_input_files(
            {"name": "desk.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
        )
        while len(held) < 2:  # both modules of the form are on their way
            opened.wait_for_timeout(10)
        for route in held:
            route.continue_()
        opened.unroute("**/static/portal/**/*.js")

        expect(opened.locator("[data-chosen]")).to_have_text("desk.pdf")
        opened.locator("html[data-ready]").wait_for()
        opened.reload()
        expect(opened.get_by_label("Your reply")).to_have_value("Half a thou")


def test_everything_works_without_script(house):
    with house.page(**BARE) as opened:
        confirmed(house, opened, "dora@example.org", "Old chair")
        opened.get_by_label("Your reply").fill("It squeaks.")
        opened.get_by_role("button", name="Send").click()
        opened.locator(".msg", has_text="It squeaks.").wait_for()

        opened.get_by_role("button", name="I no longer need this").click()

        opened.get_by_role("heading", name="Withdrawn by you.").wait_for()
        opened.get_by_role("button", name="Switch light or dark").click()
        opened.locator("html[data-theme=dark]").wait_for()


def test_a_sign_in_link_comes_by_mail(house):
    with house.page(**PHONE) as opened:
        confirmed(house, opened, "fay@example.org", "Printer on floor 3")
        opened.get_by_role("link", name="You", exact=True).click()
        opened.get_by_role("button", name="Sign out").click()

        opened.goto("/portal/requests/")
        opened.get_by_label("Your email address").first.fill("fay@example.org")
        opened.get_by_role("button", name="Send me a sign-in link").click()
        opened.get_by_role("heading", name="Look into your mail.").wait_for()
        opened.goto(house.mail_to("fay@example.org", "/login/link/"))
        opened.get_by_role("button", name="Sign in").click()

        opened.get_by_role("heading", name="My requests").wait_for()
        opened.get_by_role("link", name="Printer on floor 3").wait_for()


def test_no_page_scrolls_sideways_or_breaks_the_policy(house):
    with house.page(**PHONE) as opened:
        for path in ("/", "/portal/new/", "/portal/sent/", "/login/", "/login/sent/"):
            opened.goto(path)
            assert opened.get_by_role("heading", level=1).count() == 1, path
            for width in (320, 390, 1440):
                opened.set_viewport_size({"width": width, "height": 844})
                assert fits(opened), (path, width)


def test_the_first_run_leads_from_the_printed_link_to_the_desk(house):
    path = re.search(r"(/setup/\S+/)", house.served.log)
    assert path
    with house.page(**DESK) as opened:
        opened.goto(path[1])
        opened.get_by_label("Your name").fill("Ada Byron")
        opened.get_by_label("Your email address").fill("ada@example.org")
        opened.get_by_label("A password").fill("a long sentence")
        opened.get_by_role("button", name="Open the desk").click()
        opened.get_by_role("heading", name=re.compile("The door is open")).wait_for()
        opened.get_by_role("link", name="Go to the desk").click()

        opened.get_by_role("navigation", name="Desk").wait_for()
