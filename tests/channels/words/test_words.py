"""Mails say the same in text and HTML, and never run or break on what people wrote."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from frontdoor.channels import words

DESK = words.Desk("IT help", "desk@example.org")
AT = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
LINK = "https://desk.example.org/portal/4801/"


def request(subject: str = "Second monitor for home") -> words.Request:
    return words.Request(4801, subject, LINK, 2, "In the queue.", "We answer in order.")


def reply(text: str = "USB-C or HDMI?", writer: str = "Jonas Weber", **rest: object) -> words.Reply:
    facts = {"request": request(), **rest}
    said = {name: facts.pop(name) for name in ("files", "pictures", "signature") if name in facts}
    return words.Reply(desk=DESK, said=words.Said(writer, text, AT, **said), **facts)  # type: ignore[arg-type]


READER = words.Reader(fewer="https://desk.example.org/mail/fewer/abc/")
FILES = (
    words.File("plan.pdf", "20 kB"),
    words.File("film.mp4", "31.0 MB", "https://desk.example.org/mail/files/abc/", "3 March 2027"),
)
SIGNED = words.Signature("Jonas, room B1.12", Markup("<p>Jonas, room B1.12</p>"))
EVERY = {
    "acknowledgement": words.Acknowledgement(DESK, request(), reader=READER),
    "reply": reply(files=FILES, signature=SIGNED, reader=READER),
    "question": reply(asks=True, files=FILES[:1], reader=READER),
    "resolved": words.Resolved(
        DESK, request(), words.Said("Jonas Weber", "It is at the front desk.")
    ),
    "held": words.News(DESK, request(), "Jonas Weber", READER),
    "reopened": words.News(DESK, request(), "Jonas Weber"),
    "closed": words.News(words.Desk("IT", "a@b", SIGNED), request(), "Jonas Weber"),
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
        if tag in ("style", "title") or "display: none" in given.get("style", ""):
            self._hidden = 1
        if tag == "br":
            self.text += " "
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
    assert {word.strip(":,.") for word in plain} - {word.strip(":,.") for word in seen} <= {
        "of",
        "2",
    }
    assert all(link in mail.text for link in shown.links)


@pytest.mark.parametrize("kind", sorted(set(EVERY) - {"confirm", "sign_in"}))
def test_a_mail_about_a_request_begins_with_the_line_to_answer_above(kind):
    mail = words.render(kind, EVERY[kind])

    assert mail.text.startswith(words.MARKER)
    assert Shown(mail.html).text.split()[:5] == words.MARKER.split()[:5]


def test_every_mail_about_a_request_has_the_same_subject():
    """Gmail begins a new conversation where the subject changes."""
    about = {kind: facts for kind, facts in EVERY.items() if hasattr(facts, "request")}
    subjects = {words.render(kind, facts).subject for kind, facts in about.items()}

    assert len(about) >= 7 and subjects == {"[4801] Second monitor for home"}


@pytest.mark.parametrize("kind", EVERY)
def test_every_mail_has_one_button(kind):
    assert words.render(kind, EVERY[kind]).html.count('class="press"') == 1


@pytest.mark.parametrize("kind", EVERY)
def test_a_mail_reads_without_its_style_block_and_fetches_nothing(kind):
    html = words.render(kind, EVERY[kind]).html
    card = html.split('class="e-card"')[1].split(">")[0]

    assert "background: #fffefd" in card and "prefers-color-scheme: dark" in html
    assert not re.search(r"<link|@import|url\(|<script|src=.(?!cid:)", html)


@pytest.mark.parametrize(
    "named", ["<link rel=stylesheet href=file:///etc/passwd>", "@import url(x)"]
)
def test_no_words_reach_the_style_sheet(named):
    mail = words.render("reply", reply(f"{named}<style>{named}</style>"))

    assert "root:" not in mail.html and named in Shown(mail.html).text


def test_a_file_too_large_for_a_mail_is_fetched_by_a_link():
    mail = words.render("reply", EVERY["reply"])

    assert "film.mp4, 31.0 MB: too large for a mail. Fetch it here until 3 March 2027" in mail.text
    assert "https://desk.example.org/mail/files/abc/" in Shown(mail.html).links


def test_pictures_stand_in_the_mail_by_their_own_parts():
    pictures = (words.Picture("abc.7@example.org", 'Screen "one".png'),)
    mail = words.render("reply", reply(pictures=pictures))

    assert 'src="cid:abc.7@example.org"' in mail.html and '[Picture: Screen "one".png]' in mail.text


def test_a_question_is_called_a_question():
    mail = words.render("reply", reply(asks=True))

    assert "Jonas asks: USB-C" in mail.html
    assert "Jonas asked you something." in mail.html


def test_who_wrote_it_down_is_named():
    mail = words.render("acknowledgement", words.Acknowledgement(DESK, request(), "Jonas Weber"))

    assert "Jonas wrote it down for you." in mail.text


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

    assert mail.subject == "[4801] Hi Bcc: evil@example.net x"


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=60))
def test_no_words_break_a_mail(subject, text, writer):
    mail = words.render("reply", reply(text, writer=writer, request=request(subject)))

    assert mail.subject.isprintable()
    assert len(mail.subject) <= 200
    assert "<script" not in mail.html
