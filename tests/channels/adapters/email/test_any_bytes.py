"""Reading never raises, whatever the bytes."""

import json

from hypothesis import given, settings
from hypothesis import strategies as some

from frontdoor.channels.adapters.email.explain import explained
from frontdoor.channels.adapters.email.forwards import split
from frontdoor.channels.adapters.email.headers import base_subject, parse_address
from frontdoor.channels.adapters.email.quotes import reply_text, reply_text_from_html

NAMES = [
    "From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Disposition", "Content-ID",
    "Content-Transfer-Encoding", "Return-Path", "Auto-Submitted", "X-Failed-Recipients",
]  # fmt: skip
VALUES = [
    "multipart/mixed; boundary=b", "multipart/alternative; boundary=bb", "text/html", "message/rfc822", "base64",
    "x-uuencode", "text/plain; charset=", "quoted-printable", "attachment; filename*0*=utf-8''%", "<>", "=?utf-8?q?",
    "?=", "a@b.c", '"', "(", "multipart/report; report-type=delivery-status", "message/delivery-status",
]  # fmt: skip
LINES = [
    "--b", "--b--", "--bb", "> quoted", "On 1.1.2025 10:00, Ana <a@b.c> wrote:", "From: a@b.c", "-- ", "begin 644 a",
    "end", "<div>", "</div>", "Final-Recipient: rfc822; a@b.c", "Status: 5.1.1", "<blockquote>",
    "-----Original Message-----",
]  # fmt: skip

value = some.one_of(some.sampled_from(VALUES).map(str.encode), some.binary(max_size=30))
field = some.tuples(some.sampled_from(NAMES).map(str.encode), some.lists(value, max_size=3)).map(
    lambda pair: pair[0] + b": " + b" ".join(pair[1])
)
line = some.one_of(some.sampled_from(LINES).map(str.encode), field, some.binary(max_size=40))
message = some.tuples(some.lists(field, max_size=8), some.lists(line, max_size=25)).map(
    lambda made: b"\r\n".join([*made[0], b"", *made[1]])
)
text = some.lists(some.one_of(some.sampled_from(LINES), some.text(max_size=30)), max_size=20).map(
    "\n".join
)


@settings(max_examples=300, deadline=None)
@given(some.one_of(some.binary(max_size=400), message))
def test_any_bytes_are_explained_as_json(raw):
    line, _ = explained(raw, "any.eml", own_host="localhost")
    json.dumps(line).encode()
    assert line["is_bounce"] == (line["bounce"] is not None)


@settings(max_examples=200, deadline=None)
@given(text)
def test_any_text_is_taken_apart(words):
    assert isinstance(reply_text(words), str)
    assert isinstance(reply_text_from_html(words), str)
    split(words)


@settings(max_examples=200, deadline=None)
@given(text)
def test_a_text_without_a_foreign_word_loses_none(words):
    own = "".join(letter for letter in words if letter.isalpha() or letter == " ")
    assert reply_text(own).split() == own.split()


@given(some.text(max_size=80))
def test_any_heading_is_read(words):
    base_subject(words)
    name, address = parse_address(words)
    assert (
        address == ""
        or "@" in address
        or address.lower() in ("mailer-daemon", "postmaster", "root")
    )
    assert name == name.strip()
