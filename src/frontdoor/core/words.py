"""The words of a text as both databases index them.

Folding happens here and in no database, so that both find the same: case, accents, ligatures, full width (NFKD, then
case folding, marks taken off) are one. Scripts that put no spaces between words (Han, Kana, Hangul, Thai …) become
pairs of neighbouring characters; what hangs together by punctuation (addresses, UUIDs, versions) is found in its
parts and whole; of a telephone number the last seven digits are kept, however it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 100
TELEPHONE = 7
ENDS = ".,;:!?()\"'"
JOINT, DIAL = "\ue000", "\ue001"  # private characters: no word that is typed has one in it

_MARKS = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u0640"
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
_STRIPPED = re.compile(f"[{_MARKS}{_UNSEEN}]+")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ı": "i",
     "ى": "ي", "ة": "ه"}
)  # fmt: skip

# Scripts without spaces, pictures, and the vowel signs of Indian scripts, which belong to their word.
_DENSE = (
    r"\u0e01-\u0e3a\u0e40-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"
    r"\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_PICTURES = r"\u2190-\u2bff\U0001f000-\U0001faff"
_SIGNS = r"\u0900-\u0963\u0966-\u0dff"
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(f"[{_DENSE}]+|[{_PICTURES}]|(?:[^\\W_{_DENSE}{_PICTURES}]|[{_SIGNS}])+")
IS_DENSE = re.compile(f"[{_DENSE}]")
WHOLE = re.compile(r"(?<!\w)[^\W_]++(?:[._+:@-]++[^\W_]++)++")
JOINTS = re.compile(r"[._+:@-]+")
PHONE = re.compile(r"\+?\d[\d ()/-]{5,24}\d")


@dataclass(frozen=True)
class Read:
    """A text as the index has it: `line` for phrases, " on fire "; `terms` for finding it, each once."""

    line: str
    terms: tuple[str, ...]


def fold(text: str) -> str:
    """One spelling for all that readers take for the same. Rarely as long as the text."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", _STRIPPED.sub("", plain)).translate(_LETTERS)


def read(text: str) -> Read:
    """What a text is found by."""
    folded = fold(text)
    found = words(folded)
    terms = dict.fromkeys([*_singles(dict.fromkeys(found)), *_wholes(folded), *phones(folded)])
    return Read(f" {' '.join(found)} " if found else "", tuple(terms))


def words(folded: str) -> list[str]:
    """The words of a folded text, in order; what has no spaces between words stays together."""
    return (_PLAIN_WORD if folded.isascii() else _WORD).findall(folded)


def _singles(found: Iterable[str]) -> Iterator[str]:
    for word in found:
        if not word.isascii() and IS_DENSE.match(word):
            # The last character stands alone, so that each is found as the beginning of something.
            yield from (word[at : at + 2] for at in range(len(word)))
        else:
            yield word[:LONGEST]


def _wholes(folded: str) -> Iterator[str]:
    # Most of a text is plain words: to set those aside first costs a third of looking at every letter.
    pieces = dict.fromkeys(folded.split())
    odd = " ".join(piece for piece in pieces if not piece.strip(ENDS).isalnum())
    return map(joined, WHOLE.findall(odd))


def joined(whole: str) -> str:
    """The one term for what hangs together by punctuation."""
    return JOINTS.sub(JOINT, whole)[:LONGEST]


def phones(folded: str) -> Iterator[str]:
    """The terms of the telephone numbers in a folded text."""
    for found in PHONE.findall(folded):
        digits = "".join(filter(str.isdigit, found))
        if len(digits) >= TELEPHONE:
            yield DIAL + digits[-TELEPHONE:]
