"""Turns bytes of an unknown past into text: what is declared, then UTF-8, then a guess, then cp1252."""

from __future__ import annotations

import base64
import codecs
import re
from functools import lru_cache

from frontdoor.channels.adapters.email.japanese import japanese

# Names as Python's codecs write them; utf-7 and Python's own transforms are no charsets of mail.
ALLOWED = frozenset(
    [
        "ascii",
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "big5",
        "big5hkscs",
        "cp950",
        "gb2312",
        "gbk",
        "gb18030",
        "hz",
        "shift_jis",
        "shift_jis_2004",
        "shift_jisx0213",
        "cp932",
        "euc_jp",
        "euc_jis_2004",
        "euc_jisx0213",
        "iso2022_jp",
        "iso2022_jp_1",
        "iso2022_jp_2",
        "iso2022_jp_2004",
        "iso2022_jp_3",
        "iso2022_jp_ext",
        "iso2022_kr",
        "euc_kr",
        "cp949",
        "johab",
        "tis-620",
        "cp874",
        "koi8-r",
        "koi8-u",
        "koi8-t",
        "kz1048",
        "ptcp154",
        "mac-cyrillic",
        "mac-greek",
        "mac-iceland",
        "mac-latin2",
        "mac-roman",
        "mac-turkish",
        "hp-roman8",
        "cp437",
        "cp737",
        "cp775",
        "cp850",
        "cp852",
        "cp855",
        "cp856",
        "cp857",
        "cp858",
        "cp860",
        "cp861",
        "cp862",
        "cp863",
        "cp864",
        "cp865",
        "cp866",
        "cp869",
        "cp1006",
        "cp1125",
        "cp037",
        "cp500",
        "cp1140",
        "iso8859-1",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-9",
        "iso8859-10",
        "iso8859-11",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
    ]
)
# What mail programs write, and the superset they mean by it (the WHATWG encoding standard does the same).
MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
    "iso2022_jp": "iso2022_jp_ext", "utf-8-sig": "utf-8",
}  # fmt: skip
ALIASES = {
    "unicode-1-1-utf-8": "utf-8", "unicode": "utf-8", "x-unicode-2-0-utf-8": "utf-8", "utf8mb4": "utf-8",
    "utf": "utf-8", "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "gb-2312": "gb18030",
    "x-euc-jp": "euc_jp", "ks_c_5601": "cp949", "x-windows-949": "cp949",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8",
    "ansi": "cp1252", "x-ansi": "cp1252", "ansi_x3.110-1983": "cp1252", "iso": "cp1252", "x-cp1252": "cp1252",
    "x-cp1251": "cp1251", "x-cp1250": "cp1250", "win-1251": "cp1251", "windows-874": "cp874",
    "x-mac-roman": "mac-roman", "macintosh": "mac-roman",

}  # fmt: skip
UTF7 = frozenset({"utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-1-1-utf-7", "csutf7"})
UNDECLARED = frozenset(
    {"", "unknown-8bit", "unknown", "x-unknown", "default", "binary", "8bit", "7bit", "none"}
)
WESTERN = frozenset({"cp1252", "utf-8"})
SAMPLE = 6_000
_HIGH = re.compile(rb"[\x80-\xff]+")


def decoded(raw: bytes, declared: str = "") -> tuple[str, str]:
    """The text, and a defect in words (empty where the declaration held). Never raises."""
    if raw.isascii() and not _SHIFTS.search(raw):
        return _ascii(raw.decode("ascii"), declared)
    codec = codec_of(declared)
    if raw.isascii() and b"\x1b" not in raw and codec in ("", "cp1252", "utf-8"):
        return _ascii(raw.decode("ascii"), declared)
    if codec:
        text = _strict(raw, codec)
        if text is not None and not (codec == "cp1252" and _strict(raw, "utf-8") is not None):
            return text, ""
    text = _strict(raw, "utf-8")
    if text is not None and b"\x1b" not in raw:
        return text, "" if codec == "utf-8" else _wrong(declared)
    return _repaired(raw, codec), _wrong(declared)


# Escapes of seven-bit charsets (ISO-2022, HZ), and the zeros of UTF-16.
_SHIFTS = re.compile(rb"[\x1b\0\x0e\x0f]|~\{")


def _ascii(text: str, declared: str) -> tuple[str, str]:
    if declared.strip().lower() in UTF7:
        return _UTF7_RUN.sub(_letters, text), _wrong(declared)
    if not declared or declared.strip().lower() in UNDECLARED or codec_of(declared):
        return text, ""
    return text, _wrong(declared)


_UTF7_RUN = re.compile(r"\+([A-Za-z0-9+/]{2,400})-?")
_MARKUP = frozenset("<>&\"'`=/\\")


def _letters(found: re.Match[str]) -> str:
    """UTF-7 is read as ASCII but for plain characters: none that means something to HTML is made of it."""
    try:
        text = base64.b64decode(found[1] + "=" * (-len(found[1]) % 4)).decode("utf-16-be")
    except ValueError:
        return found[0]
    return text if text.isprintable() and not _MARKUP.intersection(text) else found[0]


def codec_of(declared: str) -> str:
    """The allowed codec that a declared charset means; empty where it is unknown or not allowed."""
    return _codec_of(declared[:60])


@lru_cache(maxsize=256)
def _codec_of(declared: str) -> str:
    name = declared.strip(" \t\r\n\"'<>;").lower().removeprefix("3d").removeprefix("charset=")
    name = ALIASES.get(name, name)
    if name in UNDECLARED or not name.isascii():
        return ""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return MEANT.get(codec, codec) if codec in ALLOWED else ""


def _wrong(declared: str) -> str:
    return (
        f"charset {declared[:40]!r} is not what was used"
        if declared.strip()
        else "charset is not declared"
    )


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _repaired(raw: bytes, codec: str) -> str:
    if codec.startswith("iso2022_jp"):
        return japanese(raw)
    if codec not in ("", "cp1252", "utf-8"):
        text = raw.decode(codec, "replace")
        if text.count("\ufffd") * 20 <= len(text):
            return text
    if _mostly_utf8(raw):
        return raw.decode("utf-8", "frontdoor-cp1252")
    return raw.decode(_guess(raw), "frontdoor-cp1252")


def _mostly_utf8(raw: bytes) -> bool:
    """Cut or mixed UTF-8: its broken bytes are few beside its whole characters."""
    text = raw.decode("utf-8", "replace")
    whole = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return whole >= text.count("\ufffd")


def _guess(raw: bytes) -> str:
    """Only where bytes above ASCII are many or run together can anything but cp1252 be told apart."""
    runs = _HIGH.findall(raw[:SAMPLE])
    high = sum(map(len, runs))
    if high < 8 or high < 2 * len(runs):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import, seldom needed

    best = from_bytes(raw[:SAMPLE], steps=3, cp_isolation=sorted(GUESSABLE)).best()
    return codec_of(best.encoding) or "cp1252" if best else "cp1252"


GUESSABLE = frozenset(
    {
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1255",
        "cp1256",
        "koi8_r",
        "big5",
        "gb18030",
        "cp932",
        "euc_jp",
        "cp949",
    }
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that fit nothing else are read as cp1252, so that no U+FFFD appears where a letter was."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    text = bad.decode("cp1252", "replace").replace("\ufffd", "")
    return text or bad.decode("latin-1"), error.end


codecs.register_error("frontdoor-cp1252", _as_cp1252)
