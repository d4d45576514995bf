"""The machine-readable part of delivery reports (RFC 3464), wherever it was put."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontdoor.channels.adapters.email.charsets import decoded
from frontdoor.channels.adapters.email.transfer import undone
from frontdoor.channels.adapters.email.tree import Node

_ADDRESS = re.compile(r"[^\s<>;:,@\"']+@[^\s<>;:,@\"']+")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{2,40}):[ \t]*(.*)$")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient's fate: `action` is failed, delayed, delivered, relayed, expanded, or empty."""

    address: str
    action: str
    status: str
    diagnostic: str


def nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in root.children:
        yield from nodes(child)


def content(raw: bytes, node: Node, limit: int = 200_000) -> str:
    """The part's text, its transfer encoding undone."""
    found = undone(
        raw[node.body : min(node.end, node.body + limit)],
        node.headers.first("content-transfer-encoding"),
    )
    return (
        decoded(found.content, node.content.parameters.get("charset", ""))[0]
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def recipients(text: str) -> list[Recipient]:
    """The recipients of a delivery-status text: groups of fields with empty lines between."""
    found = []
    for group in re.split(r"\n[ \t]*\n", text):
        fields = _fields(group)
        if "final-recipient" in fields or "original-recipient" in fields:
            found.append(_recipient(fields))
    return [one for one in found if one.address]


def _fields(group: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    last = ""
    for line in group.split("\n"):
        if line[:1] in (" ", "\t") and last:
            fields[last] += " " + line.strip()
        elif match := _FIELD.match(line.strip()):
            last = match[1].lower()
            fields.setdefault(last, match[2].strip())
    return fields


def _recipient(fields: dict[str, str]) -> Recipient:
    names = ("final-recipient", "original-recipient", "x-actual-recipient")
    given = [found for name in names if (found := _address(fields.get(name, "")))]
    diagnostic = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get(
        "diagnostic-code", ""
    )
    status = _STATUS.search(fields.get("status", ""))
    action = fields.get("action", "").lower().split()
    return Recipient(
        _reachable(given),
        action[0] if action else "",
        status[0] if status else "",
        diagnostic,
    )


def _address(value: str) -> str:
    found = _ADDRESS.search(value.partition(";")[2] or value)
    return found[0].strip(".()[]") if found else ""


def _reachable(given: list[str]) -> str:
    """The final address, or the original one where the final is only a name inside some server."""
    whole = [one for one in given if "." in one.rpartition("@")[2]]
    return (whole or given or [""])[0]
