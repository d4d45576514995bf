"""Which arrivals have to do with an earlier one: the same said twice, and the many with one cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from frontdoor.site.demo.company import Company
from frontdoor.site.demo.mix import Arrival
from frontdoor.site.demo.story import chapter_of

SAID_TWICE, OUTAGE_SAID_TWICE = 0.015, 0.35
ENOUGH_FOR_A_PROBLEM = 4


def related(arrivals: Iterator[Arrival], company: Company, seed: int) -> Iterator[Arrival]:
    """The same arrivals; some become a second report, the desk's own problem, or one caused by it."""
    kin = _Kin(company, Random(f"{seed}/kin"))
    for arrival in arrivals:
        yield kin.place(arrival)


class _Kin:
    """Remembers what came before."""

    def __init__(self, company: Company, rng: Random) -> None:
        self._company, self._rng = company, rng
        self._seen: Counter[str] = Counter()
        self._problems: dict[str, int] = {}
        self._firsts: dict[int, Arrival] = {}
        self._last: Arrival | None = None

    def place(self, arrival: Arrival) -> Arrival:
        placed = self._as_problem(arrival) or self._as_twin(arrival) or self._as_effect(arrival)
        alone = placed.twin_of is None and not placed.problem
        if alone and placed.outage is not None:
            self._firsts.setdefault(placed.outage, placed)
        self._last = placed if alone and not placed.matter.machine else None
        return placed

    def _as_problem(self, arrival: Arrival) -> Arrival | None:
        """From the fourth report on, somebody sees what they have in common."""
        key = _key(arrival)
        if not key or key in self._problems:
            return None
        self._seen[key] += 1
        if self._seen[key] < ENOUGH_FOR_A_PROBLEM:
            return None
        self._problems[key] = arrival.number
        return replace(arrival, problem=True, who=self._lead(arrival.matter.team))

    def _as_twin(self, arrival: Arrival) -> Arrival | None:
        """Told again by another way, by the same person or, in an outage, by anybody."""
        if arrival.outage is not None:
            first = self._firsts.get(arrival.outage)
            if first is None or not self._said_again(first, arrival, OUTAGE_SAID_TWICE):
                return None
            return replace(arrival, twin_of=first.number)
        last = self._last
        if last is None or not self._said_again(last, arrival, SAID_TWICE):
            return None
        return replace(arrival, twin_of=last.number, who=last.who, matter=last.matter)

    def _said_again(self, first: Arrival, second: Arrival, share: float) -> bool:
        """Only tickets of one chapter can be merged: no others are in memory together."""
        near = chapter_of(first.number) == chapter_of(second.number)
        return near and self._rng.random() < share

    def _as_effect(self, arrival: Arrival) -> Arrival:
        problem = self._problems.get(_key(arrival))
        return replace(arrival, caused_by=problem) if problem else arrival

    def _lead(self, team: str) -> int:
        return next(one.n for one in self._company.team(team) if one.role == "lead")


def _key(arrival: Arrival) -> str:
    if arrival.outage is not None:
        return f"outage {arrival.outage}"
    return arrival.matter.name if arrival.matter.known else ""
