"""The main job, whole: mail in, ticket, answer out, reply threads; and a favour written down in one line."""

from __future__ import annotations

import json
import re
import smtplib
import time
from email.message import EmailMessage

import pytest

from tests.chromium import page
from tests.served import installed, serving, until
from tests.sinks import mail_sink

pytestmark = pytest.mark.browser
PASSWORD = "a door that is always open"
SUBJECT = "VPN drops every ten minutes"


def write(port: int, body: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Alice Moreau <alice@example.org>"
    mail["Message-ID"] = f"<{time.monotonic_ns()}@example.org>"
    for name, value in {"To": "desk@localhost", "Subject": SUBJECT, **headers}.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)
    return mail


def plain(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def test_the_main_job(tmp_path):
    with (
        mail_sink() as sink,
        installed(tmp_path / "desk", EMAIL_URL=sink.url) as desk,
        serving(desk) as served,
    ):
        with page(base_url=served.url) as browser:
            set_up(browser, served)

            sent_at = time.monotonic()
            write(desk.mail_port, "It drops every ten minutes since the update.")
            browser.goto("/desk/lists/unassigned/")
            while not browser.get_by_role("link", name=SUBJECT).count():
                assert time.monotonic() - sent_at < 30
                browser.reload()
            browser.goto(browser.get_by_role("link", name=SUBJECT).first.get_attribute("href"))
            said = browser.locator(
                ".msg-body", has_text="It drops every ten minutes since the update."
            )
            assert said.first.is_visible()

            browser.get_by_label("Your reply").fill(
                "Please choose the wired profile. Does it hold?"
            )
            browser.get_by_role("button", name="Send, take it").click()
            until(lambda: any("wired profile" in plain(mail) for mail in sink.mails))

            answer = next(mail for mail in sink.mails if "wired profile" in plain(mail))
            quoted = "".join(f"> {line}\n" for line in plain(answer).splitlines())
            body = f"Yes, it holds.\n\nOn Wed, 25 Nov 2026 at 10:00, Desk <desk@localhost> wrote:\n{quoted}"
            write(desk.mail_port, body, To=answer["Reply-To"], In_Reply_To=answer["Message-ID"],
                  Subject=f"Re: {answer['Subject']}")  # fmt: skip
            until(lambda: shown(browser, "Yes, it holds."))
            assert browser.get_by_text("> Please choose the wired profile").first.is_hidden()

        logged = desk.run(
            "log", "reset vpn for alice@example.org @walkup 5m #done", "--as", "ada@example.org"
        )
        told = json.loads(logged.stdout)
        assert told["ticket"], logged.stderr


def set_up(browser, served) -> None:
    """The first administrator, by the link that the first start prints, then by password."""
    browser.goto(re.search(r"http://\S+(/setup/\S+/)", served.log)[1])
    browser.get_by_label("Your name").fill("Ada Admin")
    browser.get_by_label("Your email address").fill("ada@example.org")
    browser.get_by_label("A password").fill(PASSWORD)
    browser.get_by_role("button").last.click()
    browser.context.clear_cookies()
    browser.goto("/login/?next=/desk/")
    browser.locator("#staff-email").fill("ada@example.org")
    browser.locator("#password").fill(PASSWORD)
    browser.locator("#password").press("Enter")
    browser.wait_for_url("**/desk/**")


def shown(browser, words: str) -> bool:
    browser.reload()
    return browser.get_by_text(words).count() > 0
