"""Tells whole lives: how a matter comes in, is worked on, and ends."""

from __future__ import annotations

from random import Random

from frontdoor.site.demo import ending, opening, problem, work
from frontdoor.site.demo.company import Company
from frontdoor.site.demo.hours import DeskHours
from frontdoor.site.demo.life import Life
from frontdoor.site.demo.mix import Arrival
from frontdoor.site.demo.story import Story

DONE_ON_THE_SPOT, PASSED_ON = 0.72, 0.08


def tell(arrival: Arrival, company: Company, hours: DeskHours, seed: int) -> Story:
    """One ticket's whole life, the future included; the same for the same seed and number."""
    life = Life(arrival, company, hours, Random(seed << 32 | arrival.number))
    if arrival.problem:
        problem.live(life)
    elif life.matter.machine:
        opening.report(life)
        work.label(life, None)
        _live(life)
    elif arrival.twin_of is None and opening.goes_to_favourite(life):
        _favour(life)
    else:
        opening.knock(life)
        _wait_in_line(life)
    return life.story()


def _wait_in_line(life: Life) -> None:
    if life.matter.declined:
        ending.decline(life)
        return
    if life.arrival.twin_of is not None:
        ending.merge(life, life.arrival.twin_of)
        return
    work.triage(life)
    _live(life)


def _favour(life: Life) -> None:
    opening.ask_favourite(life)
    work.label(life, life.owner.n)
    if life.chance(DONE_ON_THE_SPOT):
        ending.settle_at_once(life)
    else:
        _live(life)


def _live(life: Life) -> None:
    work.work(life)
    ending.finish(life)
