"""What somebody wrote this time, without the history below it. When unsure, it is kept."""

from __future__ import annotations

import re
from itertools import pairwise

from frontdoor.channels.adapters.email.disclaimers import unbannered
from frontdoor.channels.adapters.email.history import Start, above_line, starts
from frontdoor.channels.adapters.email.htmlmarks import CUT, LEAD, mark
from frontdoor.channels.adapters.email.signatures import unsigned
from frontdoor.core.html_text import to_words

_QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s)")
_EDGE = re.compile(r"^[\s*_]*(?:[-–—_=*]{3,}[\s*]*)?$")
_NEWLINE = re.compile(r"\r\n?")


def reply_text(text: str) -> str:
    """The words of this reply: no quoted history, no signature; blank edges cut."""
    lines = _NEWLINE.sub("\n", text).lstrip("\ufeff").split("\n")
    own = unsigned(_own(unbannered(_above(lines))))
    return "\n".join(_edged(own))


def reply_text_from_html(html: str) -> str:
    """The same of an HTML body, as plain text."""
    return reply_text(to_words(html, mark))


def _above(lines: list[str]) -> list[str]:
    for at in (above_line(lines), _cut(lines)):
        if at is not None and any(line.strip() for line in lines[:at]):
            lines = lines[:at]
    return [line for line in lines if line != CUT]


def _cut(lines: list[str]) -> int | None:
    return lines.index(CUT) if CUT in lines else None


def _own(lines: list[str]) -> list[str]:
    if _all_quoted(lines):
        return [re.sub(r"^\s*> ?", "", line) for line in lines]
    if _is_inline(trimmed := _without_quotes_below(lines)):
        return _to_next_history(trimmed)
    start = starts(lines)
    if start is None:
        return _without_quotes(lines)
    before = lines[: start.at]
    if start.kind == "lead":
        return _around(before, start, lines)
    return _without_quotes(before)


def _all_quoted(lines: list[str]) -> bool:
    """Somebody who sends nothing but a quotation means it."""
    words = [line for line in lines if line.strip()]
    return bool(words) and all(map(_QUOTED.match, words))


def _around(before: list[str], start: Start, lines: list[str]) -> list[str]:
    """A lead's quotation goes; what stands below it in the writer's own words stays."""
    below = lines[start.body :]
    first = next((line for line in below if line.strip()), "")
    if _QUOTED.match(lines[start.at]) or _QUOTED.match(first):
        return _joined(before, _after_quotes(below))
    if not any(line.strip() for line in before):
        return below
    return _without_quotes(before)


def _joined(before: list[str], after: list[str]) -> list[str]:
    """With one empty line between, if there was one before the quotation."""
    own = _without_quotes(before)
    if not any(map(str.strip, own)):
        return after
    first = next((at for at, line in enumerate(after) if line.strip()), len(after))
    return [*own, *([""] if not before[-1].strip() else []), *after[first:]]


def _after_quotes(below: list[str]) -> list[str]:
    """What was written below a quotation, or in its midst; a broken link between its lines wasn't."""
    kept = _without_quotes_below(below)
    last = max((at for at, line in enumerate(kept) if _QUOTED.match(line)), default=-1)
    own = _to_next_history(kept[last + 1 :])
    words = [line for line in own if line.strip()]
    return [] if words and last >= 0 and _is_rest(kept[last], words) else own


def _to_next_history(lines: list[str]) -> list[str]:
    last = max((at for at, line in enumerate(lines) if _QUOTED.match(line)), default=-1)
    second = starts(lines[last + 1 :])
    return lines[: last + 1 + second.at] if second else lines


def _without_quotes(lines: list[str]) -> list[str]:
    """Quotes at the end go, and a long one at the beginning; short ones inside are part of the words."""
    kept = _without_quotes_below(lines)
    first = next(
        (at for at, line in enumerate(kept) if line.strip() and not _QUOTED.match(line)), 0
    )
    return kept[first:] if sum(bool(_QUOTED.match(line)) for line in kept[:first]) >= 3 else kept


def _without_quotes_below(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or _QUOTED.match(lines[end - 1])):
        end -= 1
    return lines[:end] or lines


def _is_inline(lines: list[str]) -> bool:
    """Answers between the quoted lines need them to be understood: all is kept."""
    runs, quoted = 0, False
    for line in lines:
        if line.strip():
            now = bool(_QUOTED.match(line))
            runs += now and not quoted
            quoted = now
    return runs >= 2 and not _wrapped(lines)


def _wrapped(lines: list[str]) -> bool:
    """Runs that are broken only because a long quoted line was wrapped without its mark, or by a lead."""
    quoted = [at for at, line in enumerate(lines) if _QUOTED.match(line)]
    for before, after in pairwise(quoted):
        between = [line for line in lines[before + 1 : after] if line.strip()]
        if between and not _is_rest(lines[before], between) and starts(between) is None:
            return False
    return True


def _is_rest(quoted: str, between: list[str]) -> bool:
    """The tail of a quoted line of full width, or of a link that was broken in two."""
    if len(between) > 2:
        return False
    if len(quoted) >= 70 and sum(map(len, between)) < 60:
        return True
    return all(_LINK.match(line) for line in between) or (
        len(between) == 1 and "http" in quoted and _TAIL.fullmatch(between[0]) is not None
    )


_LINK = re.compile(r"^[\s(<\[]*https?://\S+[\s>)\]]*$")
_TAIL = re.compile(r"\s*[^\s]*[=/_&%?#][^\s]*\s*")


def _edged(lines: list[str]) -> list[str]:
    first, end = 0, len(lines)
    while end and _EDGE.match(lines[end - 1]):
        end -= 1
    while first < end and not lines[first].strip():
        first += 1
    return [line.rstrip() for line in lines[first:end] if line != LEAD]
