"""A small house with real chains and checkpoints, and ten ways of tampering with it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from frontdoor.log import chain
from frontdoor.log.append import seal
from frontdoor.log.checkpoints import Checkpointed, body
from frontdoor.log.offline import Entry, Head, Seen
from frontdoor.people.models import AuditEntry
from frontdoor.tickets.models import Entry as TicketEntry

Logs = dict[str, list[Entry]]
Found = tuple[str, int]
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
FIELDS = ["at", "actor", "kind", "public", "cause", "commitment", "payload", "salt", "hash", "seq"]


@dataclass
class House:
    """`logs` are ordered as the evidence is; `lengths` holds how long each was at each checkpoint."""

    logs: Logs = field(default_factory=dict)
    bodies: list[dict] = field(default_factory=list)
    lengths: list[dict[str, int]] = field(default_factory=list)

    def seen(self) -> Seen:
        seen = Seen()
        seen.read("outside", [json.dumps(told) for told in self.bodies])
        return seen

    def anchors(self, thing: str) -> list[int]:
        """The seqs of this log that a checkpoint saw as its last."""
        return sorted({lengths[thing] for lengths in self.lengths if thing in lengths})


def house(entries: int, things: int, every: int, chance: random.Random) -> House:
    """So many entries over so many logs, a checkpoint each `every` of them."""
    made = House({"audit:0": [], **{f"ticket:{n}": [] for n in range(1, things + 1)}})
    for count in range(1, entries + 1):
        thing = "audit:0" if chance.random() < 0.1 else f"ticket:{chance.randint(1, things)}"
        made.logs[thing].append(_entry(thing, made.logs[thing], count, chance))
        if count % every == 0:
            _see(made, count)
    return made


def _entry(thing: str, log: list[Entry], count: int, chance: random.Random) -> Entry:
    row = (
        AuditEntry(ip="192.0.2.1") if thing == "audit:0" else TicketEntry(ticket_id=int(thing[7:]))
    )
    row.seq, row.kind, row.actor = len(log) + 1, "ticket.noted", f"person:{chance.randint(1, 9)}"
    row.data, row.at = {"message": count}, NOON + timedelta(seconds=count)
    seal([row], before=log[-1].hash if log else chain.START)
    return row.record


def _see(made: House, count: int) -> None:
    former = made.lengths[-1] if made.lengths else {}
    now = {thing: len(log) for thing, log in made.logs.items() if log}
    grown = [(t, n, made.logs[t][-1].hash.hex()) for t, n in now.items() if n != former.get(t)]
    before = made.bodies[-1]["seal"] if made.bodies else ""
    at = chain.moment(NOON + timedelta(seconds=count))
    new = Checkpointed(len(made.bodies) + 1, at, count, 0, 0, "")
    made.bodies.append(body(new, before=before, heads=grown))
    made.lengths.append(now)


def told(logs: Logs, heads: Logs | None = None) -> list[Entry | Head]:
    """As evidence: each log with its head behind it, which tampering with the log alone leaves as it was."""
    records: list[Entry | Head] = []
    for thing, log in logs.items():
        known = (heads or logs).get(thing) or log
        if known:
            records += [*log, Head(thing, known[-1].seq, known[-1].hash)]
    return records


@dataclass(frozen=True)
class Tampering:
    """Records as they are afterwards, and the first bad entry."""

    records: list[Entry | Head]
    first: Found


def _some(made: House, chance: random.Random, least: int = 2) -> tuple[str, list[Entry], int]:
    """A log of at least so many entries that were seen, a copy of it, and a place in it."""
    thing = chance.choice([t for t in made.lengths[-1] if made.lengths[-1][t] > least])
    return thing, list(made.logs[thing]), chance.randrange(made.lengths[-1][thing] - 1)


def _changed(made: House, thing: str, log: list[Entry], at: int) -> Tampering:
    """The log alone was changed; what the ticket's row says of it was left."""
    return Tampering(told({**made.logs, thing: log}, made.logs), (thing, at + 1))


def _flipped(value: object, chance: random.Random) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(4))
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    if not raw:
        return "1"
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(5)
    return bytes(raw) if isinstance(value, bytes) else raw.decode()


def bit_flip(made: House, chance: random.Random) -> Tampering:
    thing, log, at = _some(made, chance)
    name = chance.choice(FIELDS)
    log[at] = log[at]._replace(**{name: _flipped(getattr(log[at], name), chance)})
    return _changed(made, thing, log, at)


def field_edit(made: House, chance: random.Random) -> Tampering:
    thing, log, at = _some(made, chance)
    edits = [
        {"actor": "person:77"},
        {"kind": "ticket.read"},
        {"payload": '{"message":0}'},
        {"ip": "::1"},
    ]
    edits += [{"at": "2020-01-01T00:00:00.000000Z"}, {"payload": None, "salt": b""}]
    log[at] = log[at]._replace(**chance.choice(edits))
    return _changed(made, thing, log, at)


def delete(made: House, chance: random.Random) -> Tampering:
    thing, log, at = _some(made, chance)
    del log[at]
    return _changed(made, thing, log, at)


def insert(made: House, chance: random.Random) -> Tampering:
    """A forged one, well made in itself; those behind it are renumbered. Only a checkpoint of it tells it from them."""
    thing, log, at = _some(made, chance)
    forged = log[at]._replace(actor="person:77")
    forged = forged._replace(hash=forged.link(log[at - 1].hash if at else chain.START))
    log[at:] = [forged, *(entry._replace(seq=entry.seq + 1) for entry in log[at:])]
    return _changed(made, thing, log, at if at + 1 in made.anchors(thing) else at + 1)


def swap(made: House, chance: random.Random) -> Tampering:
    thing, log, at = _some(made, chance)
    one, other = log[at], log[at + 1]
    log[at], log[at + 1] = other._replace(seq=one.seq), one._replace(seq=other.seq)
    return _changed(made, thing, log, at)


def duplicate(made: House, chance: random.Random) -> Tampering:
    thing, log, at = _some(made, chance)
    log.insert(at, log[at])
    return _changed(made, thing, log, at + 1)


def cut_tail(made: House, chance: random.Random) -> Tampering:
    """The ticket's row was made to agree: only a checkpoint knows."""
    thing, log, at = _some(made, chance)
    return Tampering(told({**made.logs, thing: log[: at + 1]}), (thing, at + 2))


def removed(made: House, chance: random.Random) -> Tampering:
    """The ticket with its whole log."""
    thing, _, _ = _some(made, chance)
    return Tampering(told({t: log for t, log in made.logs.items() if t != thing}), (thing, 1))


def rewrite(made: House, chance: random.Random) -> Tampering:
    """From one entry on with new hashes, heads included; what the next checkpoint saw is the first that is known."""
    thing, log, at = _some(made, chance)
    before = log[at - 1].hash if at else chain.START
    for place in range(at, len(log)):
        forged = log[place]._replace(actor="person:77")
        log[place] = forged._replace(hash=forged.link(before))
        before = log[place].hash
    first = min(seq for seq in made.anchors(thing) if seq > at)
    return Tampering(told({**made.logs, thing: log}), (thing, first))


def older_copy(made: House, chance: random.Random) -> Tampering:
    """The whole database as it was at a former checkpoint."""
    then = chance.choice(made.lengths[:-1])
    logs = {thing: log[: then.get(thing, 0)] for thing, log in made.logs.items()}
    short = [t for t in logs if len(logs[t]) < made.lengths[-1].get(t, 0)]
    # A log that is there and too short is met before one that is missing whole.
    first = next((t for t in short if logs[t]), short[0])
    return Tampering(told(logs), (first, len(logs[first]) + 1))


KINDS: list[Callable[[House, random.Random], Tampering]] = [
    bit_flip, field_edit, delete, insert, swap, duplicate, cut_tail, removed, rewrite, older_copy,
]  # fmt: skip
