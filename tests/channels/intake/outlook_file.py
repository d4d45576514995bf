"""Writes a small .msg by the book (MS-CFB, MS-OXMSG), so that the reader is tested against another hand."""

from __future__ import annotations

import struct

FREE, END, FATSECT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def text(value: str) -> bytes:
    return value.encode("utf-16-le")


def outlook_file() -> bytes:
    """A message with headers of its own, one file and a subject beyond ASCII."""
    headers = (
        "From: Eva Zeman <eva@customer.example>\r\nTo: ana@example.org\r\n"
        "Message-ID: <msg1@customer.example>\r\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe_der_Lampe?=\r\n"
        "Date: Mon, 24 Nov 2025 10:00:00 +0100\r\nContent-Type: application/ms-tnef\r\n"
    )
    attachment = {
        "__substg1.0_3707001F": text("Bild 1.png"),
        "__substg1.0_37010102": b"\x89PNG" + b"\0" * 5_000,
        "__properties_version1.0": b"\0" * 8,
    }
    return compound(
        {
            "__substg1.0_0037001F": text("Größe der Lampe"),
            "__substg1.0_1000001F": text("It burns."),
            "__substg1.0_007D001F": text(headers),
            "__properties_version1.0": b"\0" * 32,
            "__attach_version1.0_#00000000": attachment,
        }
    )


def compound(tree: dict) -> bytes:
    """Every stream in sectors of its own but small ones, which share the mini stream."""
    entries, mini, big = [], [], []
    _place(tree, entries, mini, big)
    mini_stream = b"".join(content + b"\0" * (-len(content) % 64) for _, content in mini)
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        first, count = len(sectors), max(1, -(-len(content) // 512))
        sectors.extend(content[n * 512 : n * 512 + 512].ljust(512, b"\0") for n in range(count))
        fat.extend([*range(first + 1, first + count), END])
        return first

    mini_fat, at = [], 0
    for entry, content in mini:
        count = -(-len(content) // 64)
        entry["start"] = at
        mini_fat += [*range(at + 1, at + count), END]
        at += count
    for entry, content in big:
        entry["start"] = put(content)
    root = {
        "name": "Root Entry",
        "kind": 5,
        "child": 1,
        "size": len(mini_stream),
        "start": put(mini_stream),
    }
    first_mini = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(512, b"\xff"))
    listing = b"".join(map(_entry, [root, *entries]))
    directory = put(listing)
    fat_sector = len(sectors)
    fat.append(FATSECT)
    fat += [FREE] * (-len(fat) % 128)
    assert len(fat) == 128
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, first_mini, 1, END, 0)
    head += struct.pack("<I", fat_sector) + struct.pack("<I", FREE) * 108
    return head + b"".join(sectors) + struct.pack("<128I", *fat)


def _place(tree: dict, entries: list, mini: list, big: list) -> None:
    """Siblings in one chain of right-hand neighbours, a storage's first child right behind it."""
    names = list(tree)
    for name in names:
        content = tree[name]
        entry = {"name": name, "kind": 1 if isinstance(content, dict) else 2}
        entries.append(entry)
        if isinstance(content, dict):
            entry["child"] = len(entries) + 1
            _place(content, entries, mini, big)
        elif content:
            entry["size"] = len(content)
            (mini if len(content) < 4096 else big).append((entry, content))
        if name != names[-1]:
            entry["right"] = len(entries) + 1


def _entry(entry: dict) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    raw = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), entry["kind"], 1)
    raw += (
        struct.pack("<III", FREE, entry.get("right", FREE), entry.get("child", FREE)) + b"\0" * 36
    )
    return raw + struct.pack("<IQ", entry.get("start", END), entry.get("size", 0))
