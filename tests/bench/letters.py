"""Mails of 5 kB as mail programs write them, half of them plain and half in HTML too, from people known and new."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from frontdoor.people.models import Address

SIZE = 5000
SENTENCE = "The printer on floor three prints blank pages again, number {n} of this week. "
STRANGERS = 10
"""One in so many comes from an address that the desk has never seen."""
HEAD = """\
Received: from mail{n}.example.com (mail{n}.example.com [192.0.2.{n}]) by mx.example.org with ESMTPS id {name}
 for <desk@localhost>; Mon, 02 Mar 2026 10:00:{n:02d} +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:to:subject:date:message-id;
 bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b={filling}
From: "{who}" <{sender}>
To: Service desk <desk@localhost>
Subject: Blank pages {name}
Date: Mon, 02 Mar 2026 10:00:00 +0000
Message-ID: <{name}@mail.example.com>
X-Mailer: Apple Mail (2.3774)
MIME-Version: 1.0
"""


@dataclass(frozen=True)
class Letter:
    """One mail with its envelope's sender."""

    sender: str
    content: bytes


class Letters:
    """An endless pile that many threads may take from; no two letters are the same."""

    def __init__(self) -> None:
        known = list(Address.objects.order_by("pk").values_list("email", flat=True)[:2000])
        self._known = itertools.cycle(known)
        self._run = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._made = self._all()

    def take(self) -> Letter:
        with self._lock:
            return next(self._made)

    def _all(self) -> Iterator[Letter]:
        for number in itertools.count():
            name = f"{self._run}.{number}"
            stranger = number % STRANGERS == STRANGERS - 1
            sender = f"{name}@example.net" if stranger else next(self._known)
            head = HEAD.format(
                n=number % 60,
                name=name,
                sender=sender,
                who=sender.partition("@")[0],
                filling="x" * 300,
            )
            text = head + (_plain(number, head) if number % 2 else _rich(number, head))
            yield Letter(sender, text.replace("\n", "\r\n").encode())


def _words(number: int, size: int) -> str:
    sentence = SENTENCE.format(n=number)
    return "\n".join([sentence] * (size // len(sentence)))


def _plain(number: int, head: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{_words(number, SIZE - len(head))}\n"


def _rich(number: int, head: str) -> str:
    words = _words(number, (SIZE - len(head) - 700) // 2)
    paragraphs = "".join(f"<p style='margin:0'>{line}<br></p>\n" for line in words.splitlines())
    return (
        'Content-Type: multipart/alternative; boundary="b0undary"\n\n'
        f"--b0undary\nContent-Type: text/plain; charset=utf-8\n\n{words}\n\n--\nBo\n"
        "--b0undary\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><head><style>p {{ color: #333 }}</style></head><body>{paragraphs}</body></html>\n--b0undary--\n"
    )
