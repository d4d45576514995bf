"""Who a message says it is from, and every reason not to take its word for it (trust.md S41)."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.addresses import Mailbox, mailboxes, valid
from frontdoor.channels.adapters.email.headers import Headers
from frontdoor.channels.adapters.email.words import as_written, clean, with_words

_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,254}\w")


def sender(headers: Headers) -> tuple[Mailbox, tuple[str, ...]]:
    """The first mailbox of the first From, and the doubts. Exactly one plain mailbox has none."""
    raw = headers.raw("from")
    if not raw:
        return Mailbox("", ""), ("There is no From.",)
    written = as_written(raw[0])
    found = mailboxes(written)
    first = next((one for one in found if one.address), found[0] if found else Mailbox("", ""))
    if not first.address and written.count("@") == 1 and (loose := _ADDRESS.search(written)):
        first = Mailbox(first.name, loose[0] if valid(loose[0]) else "")
    doubts = _doubts(written, found, first)
    if len(raw) > 1:
        others = " and ".join(as_written(one)[:60] for one in raw[:3])
        doubts.insert(0, f"There are {len(raw)} From lines: {clean(with_words(others))}")
    return first, tuple(doubts)


def _doubts(written: str, found: list[Mailbox], first: Mailbox) -> list[str]:
    doubts = []
    if not any(one.address for one in found):
        doubts.append("From has no valid address.")
    if len(found) > 1:
        doubts.append(f"From names several senders: {_listed(found)}.")
    if first.address and not account_like(first.address):
        doubts.append(f"The sender's address is written in an unusual way: {_ascii(first.address)}")
    if _names_another(first):
        doubts.append("The sender's name is an address that is not theirs.")
    if _unread(written, first):
        doubts.append("From can be read in more than one way.")
    return doubts


def _listed(found: list[Mailbox]) -> str:
    return ", ".join(box.address or box.name for box in found[:5])[:150]


def _ascii(address: str) -> str:
    """As machines write it: letters that only look alike show what they are."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address.encode("ascii", "backslashreplace").decode("ascii")


def account_like(address: str) -> bool:
    """Plain ASCII, no quotes, no encoded word: the only form in which an address can match an account."""
    return bool(_PLAIN.fullmatch(address)) and "=?" not in address and ".." not in address


def _names_another(mailbox: Mailbox) -> bool:
    named = {found.lower() for found in _ADDRESS.findall(mailbox.name)}
    return bool(named - {mailbox.address.lower()})


def _unread(written: str, first: Mailbox) -> bool:
    """Some other address, a second pair of brackets or a NUL stands in the line."""
    if "\0" in written or written.count("<") > 1 or written.count("@") > 2:
        return True
    others = {found.lower() for found in _ADDRESS.findall(with_words(written))}
    return bool(others - {first.address.lower()})
