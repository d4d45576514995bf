"""Translations: `.po` files that people write, made into the `.mo` files that Python reads.

Ours lie in `frontdoor/locale/`, an installation's own in `DATA/translations/`; where both have a word, its own wins.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from frontdoor.core.errors import Unsound

OURS = Path(__file__).parents[1] / "locale"
ENGLISH = ("en", "English")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? )?(".*")')

Words = dict[str, str]


def languages(data: Path) -> list[tuple[str, str]]:
    """English, and every language that somebody has written a file for."""
    return [ENGLISH, *sorted({(po.stem, po.stem) for po in _files(data)} - {ENGLISH})]


def build(data: Path) -> None:
    """Writes `DATA/locale/LANGUAGE/LC_MESSAGES/django.mo`. Raises Unsound for a file that can't be read."""
    every: dict[str, Words] = {}
    for po in _files(data):
        every.setdefault(po.stem, {}).update(read(po))
    for language, words in every.items():
        place = data / "locale" / language / "LC_MESSAGES" / "django.mo"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(compiled(words))


def read(po: Path) -> Words:
    """What has been translated, by gettext's own key. An entry marked fuzzy is left out, as everywhere."""
    words: Words = {}
    for block in re.split(r"\n\s*\n", po.read_text(encoding="utf-8")):
        try:
            key, said = _entry(block)
        except (SyntaxError, ValueError) as problem:
            raise Unsound(f"{po} can't be read near {block[:80]!r}.") from problem
        if said and (not key or _same_places(key, said)):
            words[key] = said
        elif said:
            raise Unsound(f"{po}: the places for values differ in {key!r}.")
    return words


def compiled(words: Words) -> bytes:
    """In the format of GNU gettext, "The Format of GNU MO Files": two tables of lengths and offsets, then the words."""
    pairs = [(key.encode(), words[key].encode()) for key in sorted(words, key=str.encode)]
    count, heap, tables = len(pairs), b"", [b"", b""]
    start = 28 + 16 * count
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), start + len(heap))
            heap += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return head + tables[0] + tables[1] + heap


def _files(data: Path) -> list[Path]:
    return [*sorted(OURS.glob("*.po")), *sorted((data / "translations").glob("*.po"))]


def _entry(block: str) -> tuple[str, str]:
    """One entry's key and its words, plural forms apart by a zero byte; no words where there is nothing to say."""
    lines = [line for line in block.splitlines() if line and not line.startswith("#")]
    if any(line.startswith("#,") and "fuzzy" in line for line in block.splitlines()):
        return "", ""
    parts = _joined(lines)
    said = [words for name, words in parts.items() if name.startswith("msgstr")]
    key = "\0".join(parts[name] for name in ("msgid", "msgid_plural") if name in parts)
    if "msgctxt" in parts:
        key = f"{parts['msgctxt']}\x04{key}"
    return key, "\0".join(said) if all(said) else ""


def _joined(lines: list[str]) -> Words:
    parts: Words = {}
    name = ""
    for keyword, number, quoted in _read(lines):
        name = f"{keyword}{number}" if keyword else name
        parts[name] = parts.get(name, "") + ast.literal_eval(quoted)
    return parts


def _read(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    for line in lines:
        found = LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError(line)
        yield found[1] or "", found[2] or "", found[3]


def _same_places(key: str, said: str) -> bool:
    """A value that is missing in a translation would be lost, one that is new there would break the page."""
    return set(PLACE.findall(said)) == set(PLACE.findall(key))
