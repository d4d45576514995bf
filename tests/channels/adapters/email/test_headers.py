"""Headers as they are sent: broken blocks, encoded words, parameters, addresses, subjects."""

import pytest

from frontdoor.channels.adapters.email.headers import base_subject, header_block, parse_address
from frontdoor.channels.adapters.email.params import parameterised
from frontdoor.channels.adapters.email.words import header_text


@pytest.mark.parametrize("newline", [b"\r\n", b"\n", b"\r"])
def test_a_block_ends_at_the_first_empty_line(newline):
    raw = newline.join([b"A: 1", b" more", b"B: 2", b"", b"body", b"", b"C: 3"])
    headers, body = header_block(raw, 0, len(raw))
    assert headers.all("a") + headers.all("b") + headers.all("c") == ["1 more", "2"]
    assert raw[body:].startswith(b"body")


def test_mixed_line_ends_still_end_the_block():
    for raw in (b"A: 1\r\n\nbody", b"A: 1\n\r\nbody"):
        assert raw[header_block(raw, 0, len(raw))[1] :] == b"body"


def test_the_line_of_a_mailbox_file_is_no_header():
    raw = b"From ana@x Mon Nov 24 10:00:00 2025\nA: 1\n\nbody"
    headers, body = header_block(raw, 0, len(raw))
    assert (headers.all("a"), raw[body:]) == (["1"], b"body")


def test_a_body_may_follow_without_an_empty_line():
    raw = b"A: 1\nB: 2\nPlease help\nwith the printer"
    headers, body = header_block(raw, 0, len(raw))
    assert raw[body:] == b"Please help\nwith the printer"
    assert "no empty line between header and body" in headers.defects


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?Q?Gr=C3=B6=C3=9Fe?=", "Größe"),
        (b"=?UTF-8?B?R3LDtsOfZQ==?=", "Größe"),
        (b"=?utf-8?B?R3LDtsOfZQ?=", "Größe"),
        (b"=?iso-8859-1?q?Gr=F6=DFe?= =?iso-8859-1?q?_XL?=", "Größe XL"),
        (b"=?utf-8?q?a?=b=?utf-8?q?c?=", "abc"),
        (b"=?utf-8*de?q?Gr=C3=B6=C3=9Fe?=", "Größe"),
        (b"=?utf-8?q?two words?=", "two words"),
        (b"=?utf-8?q?what??=", "what?"),
        (b"=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        (b"=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=", "テスト"),
        (b"=?iso-2022-jp?B?g2WDWINn?=", "テスト"),
        (b"=?unknown?q?abc?=", "abc"),
        ("Größe".encode(), "Größe"),
        ("Größe".encode("latin-1"), "Größe"),
        (b"=?utf-8?q?", "=?utf-8?q?"),
        (b"a\x00b\x1b\tc", "a b c"),
    ],
)
def test_header_text_is_read(raw, text):
    assert header_text(raw) == text


def test_raw_bytes_follow_the_charset_of_the_message():
    assert header_text("Привет".encode("koi8-r"), "koi8-r") == "Привет"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename=plain.txt", "plain.txt"),
        ('attachment; filename="two words.txt"', "two words.txt"),
        ("attachment; filename=two words.txt; size=3", "two words.txt"),
        ("attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.txt", "Größe.txt"),
        (
            "attachment; filename*0*=utf-8''Gr%C3%B6; filename*1*=%C3%9Fe; filename*2=.txt",
            "Größe.txt",
        ),
        ('attachment; filename*1="b.txt"; filename*0="a"', "ab.txt"),
        ('attachment; filename="=?utf-8?q?Gr=C3=B6=C3=9Fe.txt?="', "Größe.txt"),
        ("attachment; filename==?utf-8?q?Gr=C3=B6=C3=9Fe.txt?=", "Größe.txt"),
        ("attachment; filename*=iso-8859-1'en'%A3.txt", "£.txt"),
        ("attachment; filename*=us-ascii''W%F6rter.txt", "Wörter.txt"),
        ('attachment; filename="a\\"b.txt"', 'a"b.txt'),
        ('attachment; filename="open.txt', "open.txt"),
        ('attachment; filename="a.txt" size=3', "a.txt"),
        ("attachment;; ;filename=a.txt;", "a.txt"),
    ],
)
def test_a_file_name_is_read(header, name):
    assert parameterised(header).parameters["filename"] == name


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("Ana <ana@x.example>", ("Ana", "ana@x.example")),
        ('"Ruiz, Ana" <ana@x.example>', ("Ruiz, Ana", "ana@x.example")),
        ("Ruiz, Ana <ana@x.example>", ("Ruiz, Ana", "ana@x.example")),
        ("ana@x.example (Ana Ruiz)", ("Ana Ruiz", "ana@x.example")),
        ("<ana@x.example>", ("", "ana@x.example")),
        ("=?utf-8?q?Mar=C3=ADa?= <m@x.example>", ("María", "m@x.example")),
        ('"=?utf-8?q?Mar=C3=ADa?=" <m@x.example>', ("María", "m@x.example")),
        ("Team: ana@x.example, ben@x.example;", ("", "ana@x.example")),
        (", ana@x.example", ("", "ana@x.example")),
        ("<@relay.example:ana@x.example>", ("", "ana@x.example")),
        ("nobody", ("nobody", "")),
        ("a@b@c", ("a@b@c", "")),
        ("ana@x..example", ("ana@x..example", "")),
        ("", ("", "")),
    ],
)
def test_an_address_is_read(text, mailbox):
    assert parse_address(text) == mailbox


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Printer", "RE: AW: Printer", "Fwd: Printer", "WG: Re[2]: Printer", "Sv: VS: Printer",
        "RV: Printer", "Odp: Printer", "回复：Printer", "Re: [Fwd: Printer]", "Printer (fwd)", "TR : Printer",
        "Re:Re:Printer",        "  Printer ", "Ynt: Printer", "R: I: Printer", "转发: Printer", "SV: Re: FW: Printer",
    ],
)  # fmt: skip
def test_marks_of_replies_and_forwards_go(subject):
    assert base_subject(subject) == "Printer"


@pytest.mark.parametrize(
    "subject",
    ["Research: results", "Ref 17: paper", "I need help", "Reply needed", "10:30 meeting"],
)
def test_words_of_the_subject_stay(subject):
    assert base_subject(subject) == subject
