"""Checkpoints: what the last entry of every log was at a time, kept where the log's owner can't change it.

A place is a file that only grows, one JSON object a line. Its last line says what it has seen, so that a
place that was away is given what it missed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontdoor.core import disk
from frontdoor.log.events import Event
from frontdoor.log.offline import seal

NAME = "checkpoints.jsonl"
TAIL = 2**20
"""Bytes at a file's end that surely hold its last line: a checkpoint has at most a thousand heads."""


@dataclass(frozen=True)
class Checkpointed(Event, kind="log.checkpointed"):
    """Everything up to entry `upto` of the tickets and `audit` of the audit is covered."""

    sentence = "Checkpoint {number} was made: {entries} entries, seal {seal}"
    number: int
    at: str
    entries: int
    upto: int
    audit: int
    seal: str


Head = tuple[str, int, str]
NEVER = Checkpointed(0, "", 0, 0, 0, "")


def body(new: Checkpointed, *, before: str, heads: Iterable[Head]) -> dict[str, Any]:
    """The whole checkpoint. Its seal is worked out from what is in it, whatever `new` says."""
    told: dict[str, Any] = {
        "checkpoint": new.number,
        "at": new.at,
        "entries": new.entries,
        "before": before,
        "heads": [list(head) for head in heads],
    }
    return {**told, "seal": seal(told)}


def line(told: dict[str, Any]) -> bytes:
    """One line of a file."""
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def words(made: Checkpointed) -> str:
    """One line for places that hold no more than that, as mail and syslog do."""
    return (
        f"frontdoor checkpoint {made.number} of {made.at}: {made.entries} entries, seal {made.seal}"
    )


def last_in(file: Path) -> tuple[int, str]:
    """Number and seal of the last whole checkpoint in a file; (0, "") where there is none."""
    if not file.exists():
        return 0, ""
    with file.open("rb") as opened:
        opened.seek(max(file.stat().st_size - TAIL, 0))
        lines = opened.read().splitlines()
    for found in reversed(lines):
        try:
            told = json.loads(found)
        except ValueError:
            continue  # cut short by a crash; the whole line was or will be written behind it
        return int(told["checkpoint"]), str(told["seal"])
    return 0, ""


def add(file: Path, lines: Iterable[bytes]) -> None:
    """Append, and return when it is on the disk. Begins a new line after one that was cut short."""
    new = not file.exists()
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "ab") as opened:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            opened.write(b"\n")
        for each in lines:
            opened.write(each)
        opened.flush()
        os.fsync(descriptor)
    if new:
        disk.sync(file.parent)
