"""The grammar of a line as a whole: each rule takes its words, what is left is the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from frontdoor.channels.quicklog import signs, when, whom
from frontdoor.channels.quicklog.draft import Candidate, Draft, Outcome, Span
from frontdoor.channels.quicklog.reading import Reading
from frontdoor.channels.quicklog.spent import spent
from frontdoor.channels.quicklog.words import split

_RESOLUTION = re.compile(r"(?:^|(?<=\s))=(?![=<>~])")


def parse(
    line: str,
    people: Sequence[Candidate],
    now: datetime,
    *,
    categories: Sequence[str] | None = None,
    teams: Sequence[str] | None = None,
) -> Draft:
    """Reads the line; never raises. `now` is aware, in the writer's time zone.

    Order is free, and of two that say the same sort of thing the last counts. Without `categories`
    or `teams` any word after ~ or > is taken; with them only what fits one, given by its full name.
    """
    head, resolution = _cut(line)
    reading = Reading(head)
    draft = _signed(_addressed(head, reading, people), reading, resolution)
    draft = replace(
        draft,
        category=reading.last("category", partial(signs.named, "~", categories)),
        team=reading.last("team", partial(signs.named, ">", teams)),
        minutes=reading.last("minutes", spent),
        happened_at=_happened(reading, now),
    )
    spans = tuple(sorted([*reading.spans, *_tail(head, line)], key=lambda span: span.start))
    return replace(draft, subject=reading.rest, resolution=resolution or None, spans=spans)


def _cut(line: str) -> tuple[str, str]:
    """What stands before the `=`, and what after it, if anything does."""
    if sign := _RESOLUTION.search(line):
        text = " ".join(word.text for word in split(line[sign.end() :]))
        return (line[: sign.start()], text) if text else (line, "")
    return line, ""


def _addressed(head: str, reading: Reading, people: Sequence[Candidate]) -> Draft:
    bearers = reading.last("person", partial(whom.whom, people=people))
    if bearers:
        meant = whom.likely(bearers)
        said = "" if meant else head[reading.spans[-1].start : reading.spans[-1].end]
        return Draft(person=meant, candidates=bearers, unsettled=said)
    if name := reading.asked_for:
        return Draft(candidates=whom.begun(name.plain, people), unmatched=name.text)
    return Draft()


def _signed(draft: Draft, reading: Reading, resolution: str) -> Draft:
    return replace(
        draft,
        channel=reading.last("channel", signs.channel),
        outcome=reading.last("outcome", signs.outcome) or _left_out(resolution),
        priority=reading.last("priority", signs.priority),
    )


def _happened(reading: Reading, now: datetime) -> datetime | None:
    day, clock = reading.last("day", when.day), reading.last("clock", when.clock)
    return when.moment(day, clock, now)


def _tail(head: str, line: str) -> list[Span]:
    return [Span("resolution", len(head), len(line))] if len(head) < len(line) else []


def _left_out(resolution: str) -> Outcome:
    """A ticket stays with its writer; but whoever writes what fixed it has fixed it."""
    return "done" if resolution else "open"
