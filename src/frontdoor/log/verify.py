"""Does the chain hold? Reads entries in order and names the first that doesn't."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdoor.log import chain
from frontdoor.log.models import BaseEntry


@dataclass(frozen=True)
class Verdict:
    """`bad` is empty where everything holds, else "ticket:1042 entry 7: why"."""

    entries: int
    bad: str = ""


def verify(entries: Iterable[BaseEntry]) -> Verdict:
    """`entries` are ordered by thing, then seq."""
    count, thing, seq, before = 0, "", 0, chain.START
    for entry in entries:
        if entry.thing != thing:
            thing, seq, before = entry.thing, 0, chain.START
        if problem := _problem(entry, seq + 1, before):
            return Verdict(count, f"{thing} entry {entry.seq}: {problem}")
        count, seq, before = count + 1, entry.seq, bytes(entry.hash)
    return Verdict(count)


def _problem(entry: BaseEntry, expected: int, before: bytes) -> str:
    if entry.seq != expected:
        return f"entry {expected} is missing"
    if entry.data is not None and chain.commit(bytes(entry.salt), entry.data) != bytes(
        entry.commitment
    ):
        return "its content was changed"
    if chain.link(before, entry.fact) != bytes(entry.hash):
        return "its hash does not follow from the entry before it"
    return ""
