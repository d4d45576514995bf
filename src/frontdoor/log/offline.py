"""Checks exported evidence, with Python alone: offline.py EXPORT [CHECKPOINTS…] (docs/how-to/prove-the-log.md)."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
from collections.abc import Generator, Iterable
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error

START, FIRST, LATEST, HEX = bytes(32), b"\x01", b"\x02", ("commitment", "salt", "hash")
SEAL = re.compile(r"frontdoor checkpoint (\d+) .*?seal ([0-9a-f]{64})")
BROKEN = (ValueError, LookupError, TypeError, RuntimeError, OSError, EOFError, error, BadZipFile)


class Bad(Exception):
    """The first thing that does not hold, in words."""


class Head(NamedTuple):
    """What a thing itself knows to be the last entry of its log; comes behind it."""

    thing: str
    seq: int
    hash: bytes


class Entry(NamedTuple):
    """One entry; `payload` is canonical JSON. Erased: no payload, empty salt. Left out: neither."""

    thing: str
    seq: int
    at: str
    actor: str
    kind: str
    public: bool
    cause: str
    commitment: bytes
    ip: str = ""
    payload: str | None = None
    salt: bytes | None = None
    hash: bytes = b""

    def link(self, before: bytes, version: bytes = LATEST) -> bytes:
        """Its hash. The first version did not cover the cause."""
        told = (*self[:5], b"1" if self.public else b"0", self.cause, self.commitment)
        return digest(version, before, *(told[:6] + told[7:] if version == FIRST else told))

    def commit(self, version: bytes = LATEST) -> bytes:
        """What its hash holds of the payload. The first version did not cover the address."""
        whole = self.payload if version == FIRST else f"[{self.payload},{json.dumps(self.ip)}]"
        return hashlib.sha256((self.salt or b"") + str(whole).encode()).digest()


def digest(version: bytes, *fields: object) -> bytes:
    """SHA-256 over the version and each field behind its length: no two lists look alike."""
    hashing = hashlib.sha256(version)
    for given in fields:
        raw = given if isinstance(given, bytes) else str(given).encode()
        hashing.update(len(raw).to_bytes(4, "big") + raw)
    return hashing.digest()


def seal(told: dict[str, Any]) -> str:
    """A checkpoint's seal: over the seal before it and the heads of all logs that grew since."""
    facts = [told[name] for name in ("checkpoint", "at", "entries", "before")]
    return digest(b"\x01", *facts, *(part for head in told["heads"] for part in head)).hex()


class Seen:
    """Every checkpoint that was given: whole, or by its seal alone, as a mail or syslog holds it."""

    def __init__(self) -> None:
        self.made: dict[int, tuple[str, str, int]] = {}  # number: seal, time, entries
        self.heads: dict[str, bytearray] = {}  # thing: seq, number and hash of each, in 48 bytes
        self.seals: dict[int, str] = {}

    def read(self, name: str, lines: Iterable[str]) -> None:
        """Raises Bad. A line that a crash cut short is passed over: it was written again behind it."""
        last: dict[str, Any] = {}
        for line in lines:
            self.seals |= {int(found[1]): found[2] for found in SEAL.finditer(line)}
            try:
                told = json.loads(line) if line.startswith("{") else last
            except ValueError:
                continue
            if told != last:
                self._take(name, told, last)
                last = told

    def _take(self, name: str, told: dict[str, Any], last: dict[str, Any]) -> None:
        number, known = told["checkpoint"], (told["seal"], told["at"], told["entries"])
        if told["seal"] != seal(told):
            raise Bad(f"checkpoint {number}: it was changed in {name}")
        if last and (number, told["before"]) != (last["checkpoint"] + 1, last["seal"]):
            raise Bad(f"checkpoint {last['checkpoint'] + 1}: it is missing in {name}")
        if self.made.get(number, known) != known:
            raise Bad(f"checkpoint {number}: two places hold a different one")
        for thing, seq, head in told["heads"] if number not in self.made else ():
            row = struct.pack(">QQ32s", seq, number, bytes.fromhex(head))
            self.heads.setdefault(thing, bytearray()).extend(row)
        self.made[number] = known


class Log:
    """One thing's log, read from its first entry on; `order` is where it stands among the others."""

    def __init__(self, thing: str, seen: Seen) -> None:
        rows = struct.iter_unpack(">QQ32s", seen.heads.pop(thing, b""))
        self.heads = {seq: (head, number) for seq, number, head in rows}
        self.thing, self.seen, self.done = thing, seen, not thing
        self.order = (thing.partition(":")[0], int(thing.partition(":")[2] or 0))
        self.seq, self.before, self.blank = 0, START, 0

    def bad(self, seq: int, why: str, head: int = 0) -> Bad:
        if head:
            good, number = max((h for h in self.heads if h < seq), default=0), self.heads[head][1]
            why += f" checkpoint {number} of {self.seen.made[number][1]}; up to entry {good} all is as seen"
        return Bad(f"{self.thing} entry {seq}: {why}")

    def next(self, thing: str) -> Log:
        log = Log(thing, self.seen)
        if not self.done or log.order <= self.order:
            raise self.bad(self.seq + 1, "it is missing or out of order")
        return log

    def take(self, entry: Entry) -> None:
        if entry.seq != self.seq + 1:
            raise self.bad(self.seq + 1, "it is missing or out of order")
        fits = [v for v in (LATEST, FIRST) if entry.link(self.before, v) == entry.hash]
        if not fits:
            raise self.bad(entry.seq, "its hash does not follow from it and the entry before it")
        if entry.payload is not None and entry.commit(fits[0]) != entry.commitment:
            raise self.bad(entry.seq, "its content was changed")
        if entry.hash != self.heads.get(entry.seq, (entry.hash,))[0]:
            raise self.bad(entry.seq, "it is not the one seen by", entry.seq)
        blank = self.blank or (entry.salt == b"") * entry.seq
        self.blank = 0 if entry.kind.endswith(".erased") else blank
        self.seq, self.before = entry.seq, entry.hash

    def close(self, head: Head) -> None:
        if (last := max(self.heads, default=0)) > self.seq:
            raise self.bad(self.seq + 1, f"it is missing; entry {last} was seen by", last)
        if (head.seq, head.hash) != (self.seq, self.before):
            raise self.bad(self.seq + (head.seq > self.seq), "its thing knows another log")
        if self.blank:
            raise self.bad(self.blank, "its content is gone, and no later entry says it was erased")
        self.done = True


def verdict(records: Iterable[Entry | Head], seen: Seen) -> tuple[int, str]:
    """How many entries hold, and the first that doesn't, or "". By thing and seq; a head ends each log."""
    count, log = 0, Log("", seen)
    try:
        for record in records:
            log = log if record.thing == log.thing and not log.done else log.next(record.thing)
            log.take(record) if isinstance(record, Entry) else log.close(record)
            count += isinstance(record, Entry)
        log.next("~:0")
        for thing in sorted(seen.heads, key=lambda thing: Log(thing, Seen()).order):
            Log(thing, seen).close(Head(thing, 0, START))
        for number in sorted(n for n in seen.seals if seen.made.get(n, ("",))[0] != seen.seals[n]):
            raise Bad(f"checkpoint {number}: no heads that were given fit its seal")
    except (Bad, *BROKEN) as problem:
        where = f"{log.thing or 'log'} entry {log.seq + 1}: it can't be read, "
        return count, f"{'' if isinstance(problem, Bad) else where}{problem}"
    return count, ""


def read(export: str, others: Iterable[str], seen: Seen) -> Generator[Entry | Head, None, None]:
    """What `frontdoor export evidence` wrote, one JSON object a line. Raises Bad, or one of BROKEN."""
    for name in others:
        with open(name, encoding="utf-8", errors="replace") as lines:
            seen.read(name, lines)
    with ZipFile(export) as opened:
        seen.read(export, (line.decode() for line in opened.open("checkpoints.jsonl")))
        for told in map(json.loads, opened.open("log.jsonl")):
            told |= {name: bytes.fromhex(told[name]) for name in HEX if name in told}
            yield Entry(**told) if "kind" in told else Head(**told)


def sentence(count: int, bad: str, seen: Seen) -> str:
    last = max(seen.made, default=0)
    by = f"Checkpoint {last} of {seen.made[last][1]} agrees" if last else "No checkpoint was given"
    return f"The chain does not hold. {bad}." if bad else f"The chain holds: {count} entries. {by}."


def main(export: str, *checkpoints: str) -> int:
    seen = Seen()
    count, bad = verdict(read(export, checkpoints, seen), seen)
    sys.stdout.write(f"{sentence(count, bad, seen)}\n")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] if sys.argv[0].endswith(".py") else sys.argv)))
