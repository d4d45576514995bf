"""Twice as much mail takes about twice as long, whatever it is made of (trust.md S25). Processor time only."""

import time
from collections.abc import Callable

import pytest

from frontdoor.channels.adapters.email.read import read
from tests.mail_catalogue import html, mail, multipart, nested, part

Made = Callable[[int], bytes]
SHAPES: dict[str, tuple[int, Made]] = {
    "subject": (60_000, lambda n: mail(subject="ä" * n)),
    "encoded words": (6_000, lambda n: mail(subject="=?utf-8?q?a?= " * n)),
    "half words": (4_000, lambda n: mail(subject="=?a?q?" * n)),
    "recipients": (
        4_000,
        lambda n: mail("x", "To: " + ", ".join(f"p{i}@x.example" for i in range(n))),
    ),
    "brackets": (30_000, lambda n: mail("x", "To: " + "(" * n + ")")),
    "quotes in names": (10_000, lambda n: mail("x", "To: " + '"\\"' * n)),
    "quotes in the sender's name": (10_000, lambda n: mail(sender='"\\"' * n + " <a@b.c>")),
    "a long sender's name": (40_000, lambda n: mail(sender="a" * n + " <a@b.c>")),
    "references": (20_000, lambda n: mail("x", "References: " + "<a@b> " * n)),
    "parameters": (20_000, lambda n: mail("x", "Content-Type: text/plain; " + "a=b; " * n)),
    "parts": (8_000, lambda n: multipart(*(part(b"x") for _ in range(n)))),
    "nesting": (4_000, nested),
    "boundary lines": (
        10_000,
        lambda n: mail("--b1x\n" * n, "Content-Type: multipart/mixed; boundary=b1"),
    ),
    "depth": (40_000, lambda n: html("<div>" * n)),
    "end tags in values": (4_000, lambda n: html('<div title="</div>">' * n)),
    "end tags in comments": (4_000, lambda n: html("<div><!--</div>-->" * n)),
    "end tags in styles": (4_000, lambda n: html("<div><style></div></style>" * n)),
    "items in items": (4_000, lambda n: html("<li><dd>" * n)),
    "ampersands": (200_000, lambda n: html("&" * n)),
    "letters taken one by one": (150_000, lambda n: html("»" * n)),
    "armour": (3_000, lambda n: mail("-----BEGIN PGP MESSAGE-----\n" * n)),
    "open tags": (20_000, lambda n: html("<style>" * n)),
    "comments": (20_000, lambda n: html("<div>" * 300 + "<!--" * n)),
    "links": (4_000, lambda n: html('<a href="http://x">l</a>' * n)),
    "cells": (4_000, lambda n: html("<table><tr>" + "<td>x" * n)),
    "quote depth": (60_000, lambda n: mail(">" * n)),
    "inline answers": (6_000, lambda n: mail("> a\nb\n" * n)),
    "copied headers": (2_000, lambda n: mail("From:\n" * n)),
    "attributions": (2_000, lambda n: mail("a@b.c, 1:30:\n" * n)),
    "dividers": (6_000, lambda n: mail("--\n" * n)),
    "phones": (4_000, lambda n: mail("Sent from my iPhone\n" * n)),
    "uuencode": (6_000, lambda n: mail("begin 644 a\n" * n + "end\n")),
    "flowed": (40_000, lambda n: mail("word \n" * n, "Content-Type: text/plain; format=flowed")),
    "base64": (40_000, lambda n: mail("QUJD=" * n, "Content-Transfer-Encoding: base64")),
    "bad header lines": (20_000, lambda n: b"From: a@b\n" + b"bad\n" * n + b"\nx"),
    "reports": (
        1_000,
        lambda n: mail("Final-Recipient: rfc822; a@b.c\n\n" * n, sender="MAILER-DAEMON@x.y"),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_size_takes_about_twice_the_time(shape):
    size, made = SHAPES[shape]
    once, twice = made(size), made(2 * size)
    assert _grows_less_than(2.6, once, twice)


def _grows_less_than(most: float, once: bytes, twice: bytes) -> bool:
    """The best of several measurements: what else the machine does only ever adds."""
    shortest, longest = _cost(once), _cost(twice)
    for _ in range(8):
        if longest < most * shortest:
            return True
        longest = min(longest, _cost(twice))
    return longest < most * shortest


def _cost(raw: bytes) -> float:
    began = time.process_time()
    read(raw)
    return max(time.process_time() - began, 0.002)
