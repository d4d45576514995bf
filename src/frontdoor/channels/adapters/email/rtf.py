"""The words of rich text: as the HTML that Outlook wrapped into it (MS-OXRTFEX), else as plain text.

Only what carries words is understood: nothing that rich text can embed or refer to is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from frontdoor.channels.adapters.email.charsets import decoded

MAX_DEPTH = 500
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?[0-9]{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<group>[{}])|(?P<text>[^\\{}\r\n]+)|."
    rb"|[\r\n]+", re.DOTALL,
)  # fmt: skip
_SAYS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SIGNS = {"{": "{", "}": "}", "\\": "\\", "~": "\xa0", "_": "-", "\n": "\n", "\r": "\n"}
_ASIDE = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "pntext",
    "datastore", "xmlnstbl", "mhtmltag", "revtbl", "fldinst",
})  # fmt: skip
_PAGES = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp850",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """One of both is empty."""

    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """What ends with its brace: whether words count, their font, how many letters stand in for a Unicode one."""

    aside: bool = False
    tag: bool = False
    rtf_only: bool = False
    font: int = -1
    stands_in: int = 1


@dataclass(slots=True)
class _Reading:
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    made: list[str] = field(default_factory=list)
    letters: bytearray = field(default_factory=bytearray)
    page: str = "cp1252"
    pages: dict[int, str] = field(default_factory=dict)
    is_html: bool = False
    in_fonts: int = 0
    starred: bool = False
    skip: int = 0

    @property
    def now(self) -> _Group:
        return self.groups[-1]


def words(raw: bytes) -> Words:
    """Of broken rich text as far as it can be read."""
    reading, at = _Reading(), 0
    while (found := _TOKEN.match(raw, at)) and len(reading.groups) <= MAX_DEPTH:
        at = found.end()
        if found["word"]:
            name, number = found["word"].decode().lower(), int(found["number"] or -1)
            at += max(number, 0) if name == "bin" else 0
            _word(reading, name, number, given=found["number"] is not None)
        elif found["group"]:
            _group(reading, opens=found["group"] == b"{")
        else:
            _said(reading, found)
    _settle(reading)
    whole = "".join(reading.made)
    return Words(html=whole) if reading.is_html else Words(text=whole.strip())


def _group(reading: _Reading, *, opens: bool) -> None:
    _settle(reading)
    reading.starred, reading.skip = False, 0
    if opens:
        reading.groups.append(reading.now)
    elif len(reading.groups) > 1:
        reading.groups.pop()
        reading.in_fonts = min(reading.in_fonts, len(reading.groups))


def _said(reading: _Reading, found: re.Match[bytes]) -> None:
    """A letter by its number, a sign, or words as they stand."""
    if found["sign"] == b"*":
        reading.starred = True
    elif found["hex"]:
        _put(reading, bytes([int(found["hex"], 16)]))
    elif found["sign"]:
        _say(reading, _SIGNS.get(found["sign"].decode("latin-1"), ""))
    elif found["text"]:
        _put(reading, found["text"])


def _put(reading: _Reading, letters: bytes) -> None:
    """Kept as bytes until the code page changes: two of them may be one letter."""
    skipped = min(reading.skip, len(letters))
    reading.skip -= skipped
    if _counts(reading):
        reading.letters += letters[skipped:]


def _say(reading: _Reading, text: str) -> None:
    _settle(reading)
    if reading.skip:
        reading.skip -= 1
    elif _counts(reading):
        reading.made.append(text)


def _counts(reading: _Reading) -> bool:
    return not reading.now.aside and (reading.now.tag or not reading.now.rtf_only)


def _settle(reading: _Reading) -> None:
    if reading.letters:
        page = reading.pages.get(reading.now.font, reading.page)
        reading.made.append(decoded(bytes(reading.letters), page)[0])
        reading.letters.clear()


def _word(reading: _Reading, name: str, number: int, *, given: bool) -> None:
    starred, reading.starred = reading.starred, False
    if name in _SAYS:
        _say(reading, _SAYS[name])
    elif name == "u" and given:
        _say(reading, chr(number & 0xFFFF))
        reading.skip = reading.now.stands_in
    elif name in _MEANS:
        _settle(reading)
        _MEANS[name](reading, number)
    elif name in _ASIDE or starred:
        _settle(reading)
        _change(reading, aside=True)


def _change(reading: _Reading, **facts: bool | int) -> None:
    reading.groups[-1] = replace(reading.now, **facts)  # type: ignore[arg-type]  # names and types of its own


def _fonts(reading: _Reading, _: int) -> None:
    reading.in_fonts = len(reading.groups)
    _change(reading, aside=True)


def _charset(reading: _Reading, number: int) -> None:
    if reading.in_fonts and number in _PAGES:
        reading.pages[reading.now.font] = _PAGES[number]


def _code_page(reading: _Reading, number: int) -> None:
    reading.page = {65001: "utf-8", 936: "gb18030"}.get(number, f"cp{number}")


def _wrapped(reading: _Reading, _: int) -> None:
    reading.is_html = True


_MEANS: Mapping[str, Callable[[_Reading, int], None]] = {
    "fromhtml": _wrapped,
    "fonttbl": _fonts,
    "fcharset": _charset,
    "ansicpg": _code_page,
    "f": lambda reading, number: _change(reading, font=number),
    "uc": lambda reading, number: _change(reading, stands_in=min(max(number, 0), 9)),
    "htmlrtf": lambda reading, number: _change(reading, rtf_only=number != 0),
    "htmltag": lambda reading, _: _change(reading, tag=True, rtf_only=False, aside=False),
}
