"""Words that Outlook kept only as packed rich text: MS-OXRTFCP and MS-OXRTFEX, in winmail.dat and in .msg."""

from __future__ import annotations

import base64
import random
import struct
import time
from zlib import crc32

import pytest

from frontdoor.channels.adapters.email import lzfu
from frontdoor.channels.adapters.email.read import read
from frontdoor.channels.adapters.email.rtf import words
from tests.channels.intake.outlook_file import compound, text
from tests.mail_catalogue import multipart, part, tnef
from tests.mail_packs import attribute, properties

# The examples of MS-OXRTFCP, 4.1.1 and 4.1.2.
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c09002062770"
    "5b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
# HTML in rich text, packed by another hand (the package compressed-rtf 1.0.7).
PACKED = base64.b64decode(
    "gwEAAJkCAABMWkZ1BAwzjAMACgByY3BnMTI1gjIDQ2h0bWwxAzA7AQMB9woCpAPjAgBjaMEKwHNldDAgBxMCg4cAUARVEMcyMzggCFXbB7ICgH0Q"
    "AQjvZQoGAoCdDGBjAFALCQFkMzYRUOULpTQQASpcDrIBkA4QaDkgPA6yPgKRGJc1RRFQPAbgZHkgC2BugGc9RU4tVVMZq9w2NBYwDrIAISAAABy1"
    "jjAYahxwGUBwIGMLYIEEED1cJzIyeB9SORmgR3IfUBDQH1BkZhZlHSEYlzgeoCZuYtxzcBYhHLYfUGEBQB1WpwMxDvEgMDhlH1BlE1CTArEDMHU4"
    "F6A0PyC9dxqgGaAcqWIDMCL3BuFk6Rh5OTIZQC8mGhyXItffCqIpuBhqAcAowXAZpA6jAyWlB3BnIHNyYz3AImNpZDp3A2AbIEYiGasl0mEgaAlw"
    "ZgMuYA6wdHA6Ly94IC5leGFtC1BlL1RcewBQfS8RbAuAa+Un/mEZqzI3KMIawTOfCi8ZZH02gA=="
)
HTML = (
    '<html><body lang=EN-US><p class="x">Grüße &nbsp;řeč € <b>bold</b></p>'
    '<a href="http://x.example/{1}">link</a></body></html>'
)


def packed(content: bytes, kind: bytes = b"LZFu", length: int | None = None) -> bytes:
    checksum = crc32(content, 0xFFFFFFFF) ^ 0xFFFFFFFF if kind == b"LZFu" else 0
    size = len(content) if length is None else length
    return struct.pack("<II4sI", len(content) + 12, size, kind, checksum) + content


def winmail(rich: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + attribute(
        1, 0x00069003, properties((0x1009, 0x0102, rich))
    )


def outlook(rich: bytes) -> bytes:
    return compound(
        {
            "__substg1.0_0037001F": text("Lamp"),
            "__substg1.0_10090102": rich,
            "__properties_version1.0": b"\0" * 32,
        }
    )


def test_the_examples_of_the_standard_are_unpacked():
    assert lzfu.unpacked(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert lzfu.unpacked(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert lzfu.unpacked(packed(b"{\\rtf1 plain}", b"MELA")) == b"{\\rtf1 plain}"


def test_html_in_rich_text_is_the_html_it_was():
    assert words(lzfu.unpacked(PACKED)).html == HTML


@pytest.mark.parametrize("wrapped", [multipart(tnef(winmail(PACKED))), outlook(PACKED)])
def test_a_mail_whose_words_are_only_rich_text_shows_them(wrapped):
    found = read(wrapped)
    assert "Grüße" in found.text and "řeč €" in found.text
    assert "<b>bold</b>" in found.html and "cid:wrong" not in found.html


def test_plain_rich_text_is_text_and_nothing_that_it_embeds():
    rich = (
        rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS;}{\f1\fcharset204 A;}}{\info{\author X}}\f0 \'83\'65\'83X"
        rb"\'83g\par {\f1 \'cf\'f0\'e8\'e2\'e5\'f2}{\pict\bin5 }}}}}}{\*\generator y;} \bullet\uc2\u8364 ??ok}"
    )
    assert words(rich).text == "テスト\nПривет •€ok"
    assert read(multipart(tnef(winmail(packed(rich, b"MELA"))))).text == "テスト\nПривет •€ok"


@pytest.mark.parametrize(
    "broken",
    [
        PACKED[:40],
        PACKED[:9],
        PACKED[:12] + b"1234" + PACKED[16:],
        b"\xff\xff\xff\xff" + PACKED[4:],
        packed(b"", b"ZZZZ"),
    ],
)
def test_what_cannot_be_unpacked_is_kept_as_a_file(broken):
    in_pack = read(multipart(part(b"See files."), tnef(winmail(broken))))
    in_file = read(outlook(broken))
    assert [file.name for file in in_pack.attachments] == ["winmail.dat"]
    assert [(file.name, file.content) for file in in_file.attachments] == [
        ("message.rtf.lzfu", broken)
    ]


HOSTILE = {
    "says four gigabytes": packed(b"\x00{\\rtf1 x}", length=2**32 - 1),
    "grows": packed((b"\xff" + b"\x0d\x0f" * 8) * 100_000, length=2**32 - 1),
    "refers to what is not there": packed((b"\xff" + b"\xff\xef" * 8) * 50_000, length=2**32 - 1),
    "one letter at a time": packed((b"\x01\x0d\x0f" + b"abcdefg") * 200_000, length=2**32 - 1),
    "nested": packed(b"{" * 2_000_000, b"MELA"),
    "never closed": packed(b"{\\*\\htmltag84 " * 120_000, b"MELA"),
    "signs": packed(b"\\b{}" * 400_000, b"MELA"),
    "letters by number": packed(b"\\u8364?\\'e9 " * 150_000, b"MELA"),
    "a long number": packed(b"{\\rtf1\\bin999999999 x\\u99999999999999999999 }" * 9, b"MELA"),
    "backslashes": packed(b"\\" * 2_000_000, b"MELA"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sizes_cost_little(name):
    began = time.process_time()
    grown = lzfu.unpacked(HOSTILE[name])
    words(grown)
    assert len(grown) <= lzfu.MAX_BYTES
    assert time.process_time() - began < 5, "the catalogue's two seconds, on a machine that is busy"


def test_any_damage_is_read_or_kept_and_never_raised():
    chance = random.Random(9)
    for _ in range(300):
        bad = bytearray(lzfu.unpacked(PACKED))
        for _ in range(6):
            bad[chance.randrange(len(bad))] = chance.choice(b"{}\\\0'*u\xff")
        read(multipart(tnef(winmail(packed(bytes(bad), b"MELA")))))
        content = bytearray(PACKED[16:])
        content[chance.randrange(len(content))] = chance.randrange(256)
        words(lzfu.unpacked(packed(bytes(content), length=chance.choice((0, 900, 2**32 - 1)))))
        read(outlook(bytes(bad)))
