"""A ticket's life between its opening and its end, told step by step in working time."""

from __future__ import annotations

from random import Random
from typing import Any

from frontdoor.site.demo.company import Company, Someone
from frontdoor.site.demo.hours import DAY, DeskHours, Moment, instant
from frontdoor.site.demo.mix import Arrival
from frontdoor.site.demo.story import Step, Story
from frontdoor.site.demo.voices import Voices

PATIENCE = {1: 0.3, 2: 0.6, 3: 1.0}
"""How the working time to the end shrinks where somebody is stopped (1) or can wait (3)."""
LONGEST = 120 * DAY


class Life:
    """Keeps the present moment, who has the ticket, and what has been told."""

    def __init__(self, arrival: Arrival, company: Company, hours: DeskHours, rng: Random) -> None:
        self.arrival, self.company, self.hours, self.rng = arrival, company, hours, rng
        self.matter, self.who = arrival.matter, company.people[arrival.who]
        self.voices = Voices(company, self.matter, self.who, rng)
        self.now: Moment = arrival.at
        self.channel = "portal"
        self.routed = self.chance(0.7)
        self.urgency, self.impact = self._severity()
        self.owner: Someone = self._one_of(self.matter.team)
        self.steps: list[Step] = []

    def story(self) -> Story:
        return Story(self.arrival.number, tuple(self.steps))

    def does(self, by: int | None, verb: str, **how: Any) -> None:
        self.steps.append(Step(self.now, by, verb, how))

    def agent(self, verb: str, **how: Any) -> None:
        self.does(self.owner.n, verb, **how)

    def says(self, text: str) -> None:
        """The owner writes to the requester."""
        self.agent("reply", body=self.voices.answered(text, self.owner), channel=self.channel)

    def hears(self, text: str) -> None:
        """The requester writes."""
        self.does(self.who.n, "reply", body=text, channel=self.channel)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def later(self, minutes: float, spread: float = 0.7) -> None:
        """Working minutes pass: about so many, at least a third of one."""
        self.now = self.hours.later(
            self.now, max(0.3, minutes * self.rng.lognormvariate(0, spread))
        )

    def after_days(self, days: float) -> Any:
        """The moment so many working days from now."""
        return instant(self.hours.later(self.now, days * DAY))

    def someone_else(self, team: str) -> Someone:
        others = [one for one in self.company.team(team) if one.n not in (self.owner.n, self.who.n)]
        return self.rng.choice(others) if others else self.owner

    def lead(self, team: str) -> Someone:
        return next(one for one in self.company.team(team) if one.role == "lead")

    def minutes_of_work(self) -> int:
        wanted = self.matter.minutes * self.rng.lognormvariate(0, 0.5)
        return max(1, min(int(wanted), 240))

    def length(self) -> float:
        """Working minutes that the whole matter takes; one in ten drags on."""
        slow = 40 if self.chance(0.1) else 1
        hours = self.matter.hours * PATIENCE[self.urgency] * self.rng.lognormvariate(0, 1.1)
        return min(hours * 60 * slow, LONGEST)

    def _severity(self) -> tuple[int, int]:
        """Urgency and impact, 1 the worst."""
        stopped, others = self.rng.random(), self.rng.random()
        urgency = 1 if stopped < self.matter.stopped else 3 if stopped > 0.9 else 2
        impact = 1 if self.matter.outage else 2 if others < self.matter.others else 3
        return urgency, impact

    def _one_of(self, team: str) -> Someone:
        fit = [one for one in self.company.team(team) if one.n != self.who.n]
        return self.rng.choice(fit or [one for one in self.company.agents if one.n != self.who.n])
