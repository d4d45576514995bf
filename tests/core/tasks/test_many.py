"""Several calls of one task in one go, all of them or none; then one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdoor.core.tasks import Promised, promise_all
from frontdoor.core.tasks.lanes import Lane
from frontdoor.core.tasks.perform import perform_all
from frontdoor.core.tasks.rows import Claim, Done, Failed
from frontdoor.core.tasks.worker import Worker
from tests.core.tasks import deeds
from tests.core.tasks.workers import ours, until, working

GATHERED, NOTED = "tests.core.tasks.deeds.gathered", "tests.core.tasks.deeds.noted"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def claims(log: Path, *words: str) -> list[Claim]:
    return [
        Claim(n, GATHERED, [str(log), word], {}, "default", 1, 1, 60)
        for n, word in enumerate(words)
    ]


def test_they_are_done_at_once(log):
    outcomes = perform_all(claims(log, "a", "b", "c"))

    assert [type(one) for one in outcomes] == [Done] * 3
    assert deeds.lines(log) == ["a+b+c"]


def test_one_that_fails_holds_up_no_other(log):
    outcomes = perform_all(claims(log, "a", "bad", "c"))

    assert [type(one) for one in outcomes] == [Done, Failed, Done]
    assert deeds.lines(log) == ["a", "c"]


def test_a_task_that_knows_only_one_is_called_for_each(log):
    each = [
        Claim(n, NOTED, [str(log), word], {}, "default", 1, 1, 60) for n, word in enumerate("ab")
    ]

    assert [type(one) for one in perform_all(each)] == [Done, Done]
    assert deeds.lines(log) == ["a", "b"]


def test_a_lane_gathers_what_fits_and_no_more_than_it_may(log):
    lane = Lane("default", 1, lambda *_: None)
    other = Claim(99, NOTED, [str(log), "z"], {}, "default", 1, 1, 60)
    first, *rest = claims(log, *map(str, range(12)))
    for claim in [*rest[:2], other, *rest[2:]]:
        lane._waiting.put(claim)

    assert lane._gathered(first) == [first, *rest[:2]]
    assert lane._gathered(rest[0]) == [rest[0], *rest[2 : 1 + Lane.TOGETHER]]
    assert lane._gathered(other) == [other]
    left = [lane._waiting.get_nowait() for _ in range(lane._waiting.qsize())]
    assert left == [*rest[1 + Lane.TOGETHER :], other]


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_all_of_them_and_buries_the_bad_one(log):
    words = [*(f"w{n}" for n in range(40)), "bad"]
    promise_all(Promised(GATHERED, [str(log), word], attempts=1) for word in words)

    with working(Worker({"default": 2})):
        until(lambda: not ours().filter(state__in=["ready", "leased"]).exists())

    done = [word for line in deeds.lines(log) for word in line.split("+")]
    assert sorted(done) == sorted(words[:-1])
    assert ours().get(state="dead").args[1] == "bad"
