"""Mails say the same in text and HTML, and never run or break on what people wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.channels import words

DESK = words.Desk("IT help", "desk@example.org")
AT = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
LINK = "https://desk.example.org/portal/4801/"


def request(subject: str = "Second monitor for home") -> words.Request:
    return words.Request(4801, subject, LINK, 2, "In the queue.", "We answer in order.")


def reply(text: str = "USB-C or HDMI?", **rest: object) -> words.Reply:
    facts = {"writer": "Jonas Weber", "at": AT, "request": request(), **rest}
    return words.Reply(desk=DESK, text=text, **facts)  # type: ignore[arg-type]


EVERY = {
    "acknowledgement": words.Acknowledgement(DESK, request()),
    "reply": reply(files=("plan.pdf",)),
    "resolved": words.Resolved(DESK, request(), "Jonas Weber", "It is at the front desk."),
    "sign_in": words.SignIn(DESK, "https://desk.example.org/login/link/l_abc/", 30),
    "confirm": words.Confirm(DESK, "https://desk.example.org/portal/confirm/l_abc/", 14),
}


class Shown(HTMLParser):
    """What a reader sees of an HTML mail: its text and the addresses of its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links, self._hidden = "", set[str](), 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("style", "title") or "display:none" in given.get("style", ""):
            self._hidden = 1
        if tag == "a":
            self.links.add(given["href"])

    def handle_endtag(self, tag):
        self._hidden = 0
        self.text += " "

    def handle_data(self, data):
        if not self._hidden:
            self.text += data


@pytest.mark.parametrize("kind", EVERY)
def test_text_and_html_say_the_same(kind):
    mail = words.render(kind, EVERY[kind])

    shown = Shown(mail.html)
    plain = {word for word in mail.text.split() if not word.startswith("http")} - {
        "--",
        "Stage",
        "5.",
    }
    seen = set(shown.text.split())
    assert {word.strip(":,") for word in plain} - {word.strip(":,") for word in seen} <= {"of", "2"}
    assert all(link in mail.text for link in shown.links)


@pytest.mark.parametrize("kind", ["acknowledgement", "reply", "resolved"])
def test_a_mail_about_a_request_begins_with_the_line_to_answer_above(kind):
    mail = words.render(kind, EVERY[kind])

    assert mail.text.startswith(words.MARKER)
    assert Shown(mail.html).text.split()[:5] == words.MARKER.split()[:5]


def test_the_subject_names_the_request_and_what_happened():
    assert words.render("reply", reply()).subject == "[4801] Second monitor for home: Jonas replied"


def test_a_question_is_called_a_question():
    mail = words.render("reply", reply(asks=True))

    assert mail.subject.endswith("Jonas asked you something")
    assert "Jonas asked you something." in mail.html


def test_who_wrote_it_down_is_named():
    mail = words.render("acknowledgement", words.Acknowledgement(DESK, request(), "Jonas Weber"))

    assert "Jonas wrote it down for you." in mail.text
    assert "because Jonas Weber opened a request for you" in mail.html


def test_the_words_of_one_kind_are_not_written_from_the_facts_of_another():
    with pytest.raises(TypeError):
        words.render("resolved", reply())


@pytest.mark.parametrize(
    "typed", ["{{ 7*7 }}", "${7}", "{% include 'x' %}", "<script>alert(1)</script>", "=cmd|x"]
)
def test_what_people_wrote_is_shown_literally(typed):
    mail = words.render("reply", reply(typed, request=request(typed)))

    assert typed in mail.text
    assert typed in mail.subject
    assert typed in Shown(mail.html).text
    assert "<script>alert" not in mail.html


def test_a_subject_can_not_add_a_header():
    mail = words.render("reply", reply(request=request("Hi\r\nBcc: evil@example.net\x00\u2028x")))

    assert mail.subject == "[4801] Hi Bcc: evil@example.net x: Jonas replied"


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=60))
def test_no_words_break_a_mail(subject, text, writer):
    mail = words.render("reply", reply(text, writer=writer, request=request(subject)))

    assert mail.subject.isprintable()
    assert len(mail.subject) <= 200
    assert "<script" not in mail.html
