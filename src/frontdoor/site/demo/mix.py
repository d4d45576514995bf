"""What each arrival is about, and whose it is: the usual mix of the day, and outages that break in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate
from random import Random

from frontdoor.site.demo.company import Company
from frontdoor.site.demo.hours import HERE, Moment
from frontdoor.site.demo.matters import Matter, matters
from frontdoor.site.demo.rhythm import Rhythm

OUTAGES, LEAST_FOR_OUTAGES = 9, 400
MACHINES_AT_NIGHT = 12


@dataclass(frozen=True)
class Arrival:
    """Somebody (`who` is a place in Company.people) comes with a matter at a moment.

    `share` of the 18 months has gone by then; `outage` says which outage it belongs to, if any. What
    follows are numbers: the ticket that says the same, and the problem that is the cause; or this is
    itself the desk's own problem.
    """

    number: int
    at: Moment
    matter: Matter
    who: int
    share: float
    outage: int | None = None
    twin_of: int | None = None
    caused_by: int | None = None
    problem: bool = False


@dataclass(frozen=True)
class _Call:
    at: Moment
    matter: Matter | None = None
    outage: int | None = None


def arrivals(company: Company, rhythm: Rhythm, count: int, seed: int) -> Iterator[Arrival]:
    """So many in order, numbered from 1."""
    rng = Random(f"{seed}/arrivals")
    broken = list(_outages(rhythm, count, rng))
    usual = [_Call(at) for at in rhythm.arrivals(count - len(broken), rng)]
    mix = _Mix(company, rhythm)
    for number, call in enumerate(sorted([*usual, *broken], key=lambda call: call.at), 1):
        there = datetime.fromtimestamp(call.at, HERE)
        matter = call.matter or mix.matter(there, rng)
        share = rhythm.share(there.date())
        yield Arrival(number, call.at, matter, mix.who(matter, rng), share, call.outage)


def _outages(rhythm: Rhythm, count: int, rng: Random) -> Iterator[_Call]:
    """Each begins on some working hour, and is reported by fewer and fewer in the two hours after."""
    if count < LEAST_FOR_OUTAGES:
        return
    size = max(4, min(count // 2500, 60))
    sorts = [matter for matter in matters() if matter.outage]
    busy = rhythm.arrivals(count, rng)
    for outage in range(OUTAGES):
        matter, begins = rng.choice(sorts), rng.choice(busy)
        for _ in range(size):
            at = begins + int(rng.expovariate(1 / 1500))
            yield _Call(min(at, rhythm.until - 1), matter, outage)


class _Mix:
    """Chooses by weight; what is the same for a whole day is reckoned once."""

    def __init__(self, company: Company, rhythm: Rhythm) -> None:
        self._company, self._rhythm = company, rhythm
        self._matters = [matter for matter in matters() if not matter.outage]
        self._weights = cache(self._weights_of)
        self._askers = cache(self._askers_of)

    def matter(self, there: datetime, rng: Random) -> Matter:
        awake = 7 <= there.hour < 19 and there.weekday() < 5
        weights = self._weights(there.date(), MACHINES_AT_NIGHT if not awake else 1)
        return rng.choices(self._matters, cum_weights=weights)[0]

    def who(self, matter: Matter, rng: Random) -> int:
        if matter.machine:
            return self._company.machine.n
        people, weights = self._askers(matter.departments)
        return rng.choices(people, cum_weights=weights)[0]

    def _weights_of(self, day: date, machines: int) -> list[float]:
        share = self._rhythm.share(day)
        return list(
            accumulate(
                matter.weight
                * matter.curve.factor(day, share)
                * (machines if matter.machine else 1)
                for matter in self._matters
            )
        )

    def _askers_of(self, departments: tuple[str, ...]) -> tuple[list[int], list[float]]:
        fit = [
            one for one in self._company.people if not departments or one.department in departments
        ]
        fit = fit or list(self._company.people)
        return [one.n for one in fit], list(accumulate(one.asks for one in fit))
