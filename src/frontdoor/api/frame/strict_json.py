"""JSON as RFC 8259 means it and no more: what Python's parser forgives is refused, with a pointer to the place."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DEEPEST = 50
BOM = b"\xef\xbb\xbf"
# A string that never ends is taken whole as well: looked for again from each of its quotes, it would cost its square.
BRACKETS = re.compile(r'"(?:[^"\\]|\\.?)*+"?|[\[\]{}]')
UNKEEPABLE = re.compile("[\ud800-\udfff]")
DIGITS = 19
"""More than these no 64-bit number has; `int()` of thousands of them is slow, and raises."""

EXACT = 2**53
"""Up to here every whole number has a float of its own."""


class BadJson(Exception):
    """`pointer` is a JSON pointer (RFC 6901), "" for the whole document."""

    def __init__(self, detail: str, pointer: str = "") -> None:
        super().__init__(detail)
        self.detail, self.pointer = detail, pointer


@dataclass(frozen=True)
class Unfit:
    """Stands in the parsed document where a value has to be refused."""

    detail: str


def parse(body: bytes) -> Any:
    """The document. Raises BadJson for all that is not plain, finite, shallow and unambiguous."""
    text = _text(body)
    _refuse_depth(text)
    try:
        document = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_whole,
            parse_float=_number,
        )
    except json.JSONDecodeError as problem:
        raise BadJson(f"This is not JSON: {problem.msg} at character {problem.pos}.") from problem
    for pointer, detail in _faults(document, ""):
        raise BadJson(detail, pointer)
    return document


def escaped(part: object) -> str:
    """One step of a JSON pointer."""
    return f"/{str(part).replace('~', '~0').replace('/', '~1')}"


def _text(body: bytes) -> str:
    if body.startswith(BOM):
        raise BadJson("Send UTF-8 without a byte order mark.")
    try:
        return body.decode()
    except UnicodeDecodeError as problem:
        raise BadJson(f"This is not UTF-8: byte {problem.start} can't be read.") from problem


def _refuse_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for found in BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            raise BadJson(f"This is nested deeper than {DEEPEST} levels.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = Unfit("This stands here twice.")
        found |= {name: twice for name, count in counted.items() if count > 1}
    return found


def _constant(word: str) -> Unfit:
    return Unfit(f"{word} is no number in JSON.")


def _whole(digits: str) -> int | Unfit:
    if len(digits.lstrip("-")) > DIGITS:
        return Unfit("This number is too large.")
    return int(digits)


def _number(digits: str) -> float | int:
    """JSON knows one sort of number, and JSON Schema calls 5.0 an integer."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def _faults(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Unfit):
        yield pointer, value.detail
    elif isinstance(value, str) and UNKEEPABLE.search(value):
        yield pointer, "This text holds a character that nobody can keep: half a surrogate pair."
    elif isinstance(value, float) and not math.isfinite(value):
        yield pointer, "This number is too large."
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _faults(item, f"{pointer}/{place}")
    elif isinstance(value, dict):
        yield from _faults_in(value, pointer)


def _faults_in(value: dict[str, Any], pointer: str) -> Iterator[tuple[str, str]]:
    for name, item in value.items():
        if UNKEEPABLE.search(name):
            yield pointer, "A name here holds a character that nobody can keep."
        else:
            yield from _faults(item, pointer + escaped(name))
