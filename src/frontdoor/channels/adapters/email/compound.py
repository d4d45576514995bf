"""Streams and storages of a compound file (MS-CFB), which is what Outlook's .msg is. Strict, linear, bounded.

Our own: the kept readers of .msg are GPL or read far more than a mail needs (docs/decisions/0039-own-tnef-and-msg.md).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 20_000
_LAST = 0xFFFFFFFA  # from here on a number is no sector
_NONE = 0xFFFFFFFF


class Broken(Exception):
    """The file's chains or tables contradict themselves."""


@dataclass(slots=True)
class Storage:
    """A folder: streams by name, storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def opened(raw: bytes) -> Storage:
    """The root storage with everything below it. Raises Broken."""
    if not raw.startswith(MAGIC) or len(raw) < 1_536:
        raise Broken("no compound file")
    try:
        return _File(raw).root()
    except struct.error as short:
        raise Broken("cut off") from short


class _File:
    """The tables of one file; every chain may name a sector at most once."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        shift, mini_shift = struct.unpack_from("<HH", raw, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Broken("strange sector size")
        self._size = 1 << shift
        (directory,) = struct.unpack_from("<I", raw, 48)
        self._cutoff, first_mini = struct.unpack_from("<II", raw, 56)
        self._fat = self._allocation()
        self._entries = self._directory(directory)
        mini_fat = self._chained(first_mini)
        self._mini_fat = struct.unpack(
            f"<{len(mini_fat) // 4}I", mini_fat[: len(mini_fat) // 4 * 4]
        )
        root = self._entries[0]
        self._mini = self._chained(root.start)[: root.size]

    def root(self) -> Storage:
        seen: set[int] = set()
        return self._storage(self._entries[0].child, seen, 0)

    def _storage(self, first: int, seen: set[int], depth: int) -> Storage:
        if depth > 12:
            raise Broken("storages nested too deep")
        made, waiting = Storage(), [first]
        while waiting:
            number = waiting.pop()
            if number == _NONE:
                continue
            if number in seen or number >= len(self._entries):
                raise Broken("the directory names an entry twice")
            seen.add(number)
            entry = self._entries[number]
            waiting += [entry.left, entry.right]
            if entry.kind == 1:
                made.storages[entry.name] = self._storage(entry.child, seen, depth + 1)
            elif entry.kind == 2:
                made.streams[entry.name] = self._stream(entry)
        return made

    def _stream(self, entry: _Entry) -> bytes:
        if entry.size > len(self._raw):
            raise Broken("a stream larger than the file")
        if entry.size >= self._cutoff:
            return self._chained(entry.start)[: entry.size]
        pieces = [self._mini[n * 64 : n * 64 + 64] for n in _chain(self._mini_fat, entry.start)]
        return b"".join(pieces)[: entry.size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._raw[at : at + self._size]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._fat, start)))

    def _allocation(self) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self._raw, 76))
        (more,) = struct.unpack_from("<I", self._raw, 68)
        per, seen = self._size // 4, set[int]()
        while more < _LAST:
            if more in seen:
                raise Broken("the allocation table goes round")
            seen.add(more)
            *some, more = struct.unpack(f"<{per}I", self._sector(more))
            numbers += some
        table = b"".join(self._sector(n) for n in numbers if n < _LAST)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _directory(self, start: int) -> list[_Entry]:
        raw = self._chained(start)
        found = [_entry(raw[at : at + 128]) for at in range(0, len(raw) - 127, 128)][:MAX_ENTRIES]
        if not found:
            raise Broken("no directory")
        return found


def _entry(raw: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    left, right, child = struct.unpack_from("<III", raw, 68)
    start, size = struct.unpack_from("<II", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, size)


def _chain(table: tuple[int, ...], start: int) -> list[int]:
    numbers: list[int] = []
    seen: set[int] = set()
    while start < _LAST:
        if start in seen or start >= len(table):
            raise Broken("a chain of sectors goes round or out of the file")
        seen.add(start)
        numbers.append(start)
        start = table[start]
    return numbers
