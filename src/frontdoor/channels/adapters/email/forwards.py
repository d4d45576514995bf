"""Takes an inline forward apart: what the forwarder wrote, and the message that was forwarded."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.addresses import mailboxes
from frontdoor.channels.adapters.email.history import Start, starts
from frontdoor.channels.adapters.email.leads import next_words
from frontdoor.channels.adapters.email.mail import Forward

_EDGE = re.compile(r"^[\s*_>]*(?:[-–—_=]{3,}[\s*]*)?$")


def split(text: str) -> Forward | None:
    """None where the text is no forward: a reply's quotation, or nobody else's message at all."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = _forwarded(lines)
    if start is None:
        return None
    fields = start.fields
    name, address = sender_in(fields.get("from", ""))
    return Forward(
        note="\n".join(_edged(lines[: start.at])),
        sender_name=name,
        sender_address=address,
        date=fields.get("date", ""),
        subject=fields.get("subject", ""),
        to=fields.get("to", ""),
        text="\n".join(unquoted(lines[start.body :])).strip(),
    )


def _forwarded(lines: list[str]) -> Start | None:
    start = starts(lines)
    return start if start and start.kind in ("forwarded", "block", "original") else None


def sender_in(value: str) -> tuple[str, str]:
    """Name and address as written, `[mailto:…]` and a broken bracket too."""
    value = re.sub(r"[\[<(]mailto:\s*([^\]>)\s]+)[\])>]?", r"<\1>", value)
    found = next(iter(mailboxes(value)), None)
    if found and found.address:
        return found.name, found.address
    loose = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*", value)
    name = value.partition("<")[0] if loose else value
    return name.strip(" \"'*"), loose[0] if loose else ""


def _edged(lines: list[str]) -> list[str]:
    first, end = 0, len(lines)
    while end > first and _EDGE.match(lines[end - 1]):
        end -= 1
    while first < end and not lines[first].strip():
        first += 1
    return [line.rstrip() for line in lines[first:end]]


def unquoted(lines: list[str]) -> list[str]:
    """Without the quote marks that some programs put before each line of the forwarded text."""
    first = next_words(lines, 0)
    marked = [line for line in lines[first:] if line.strip()]
    if marked and all(line.lstrip().startswith(">") for line in marked):
        return [re.sub(r"^\s*> ?", "", line) for line in lines]
    return lines
