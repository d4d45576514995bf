"""What holds for every line that anybody may write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from frontdoor.channels.quicklog.words import split
from frontdoor.desk.quicklog import Candidate, parse

PEOPLE = (
    Candidate("Alice Moreau", ("alice@example.org",), recent=0),
    Candidate("Alice Okoro"),
    Candidate("Ben Achterberg"),
    Candidate("Mon Low"),
)
SAYINGS = (
    "for alice", "for ben achterberg", "for", "for alice@example.org", "for zed@example.org",
    "@walkup", "@phone", "@nowhere", "5m", "1h30", "1h 30m", "5 min", "every 10m", "#done", "#pass",
    "#12", "!1", "!low", "~printing", ">network", "yesterday", "mon", "at 10:20", "23:59",
    "= it works", "=", "for zed", "printer", "is", "stuck,", "Ünïcode ✓", "\x00", "\u2028",
)  # fmt: skip
ANY_LINE = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(SAYINGS)).map(" ".join))
MOMENTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")]),
)
APART = ("for alice", "@phone", "5m", "#pass", "!2", "~printing", ">network", "yesterday", "10:20")


@given(ANY_LINE, MOMENTS)
def test_every_character_is_in_the_subject_or_in_a_span(line, now):
    draft = parse(line, PEOPLE, now)

    left, done = "", 0
    for span in draft.spans:
        assert done <= span.start < span.end <= len(line)
        left, done = f"{left}{line[done : span.start]} ", span.end
    assert " ".join(word.text for word in split(left + line[done:])) == draft.subject


@given(ANY_LINE, MOMENTS)
def test_nothing_happened_later_than_now(line, now):
    happened = parse(line, PEOPLE, now).happened_at

    assert happened is None or happened.astimezone(UTC) <= now.astimezone(UTC)


@given(st.permutations([*APART, "reset", "vpn"]), MOMENTS)
def test_the_order_is_free(sayings, now):
    draft = parse(" ".join(sayings), PEOPLE, now)
    usual = parse(" ".join([*APART, "reset vpn"]), PEOPLE, now)

    assert sorted(draft.subject.split()) == sorted(usual.subject.split()) == ["reset", "vpn"]
    assert replace(draft, subject="", spans=()) == replace(usual, subject="", spans=())


@given(ANY_LINE, MOMENTS)
def test_nothing_is_understood_twice(line, now):
    draft = parse(line, PEOPLE, now)

    kinds = [span.kind for span in draft.spans]
    assert len(kinds) == len(set(kinds))
