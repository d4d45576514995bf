"""The made-up company: its people, teams, places and devices, all from one seed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

from frontdoor.site.demo.matters import words

TONES = ("plain", "plain", "plain", "formal", "formal", "short", "short", "chatty")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"})
TICKETS_AN_AGENT, TICKETS_A_PERSON = 2500, 27
"""In 18 months; a desk of a thousand people has nine agents."""


@dataclass(frozen=True)
class Gear:
    """Something with a tag on it that one person works with; ages in days, at the end of the story."""

    tag: str
    kind: str
    model: str
    age: int
    warranty: int


@dataclass(frozen=True)
class Someone:
    """A person of the company, of a customer, or a machine; `n` is the place in Company.people.

    `asks` and `doors` are shares: of all requests, and of the favours that agents are asked for;
    `by_side` is how likely this person goes to the `favourite` agent instead of through the door.
    """

    n: int
    name: str
    email: str
    role: str = "requester"
    organisation: str = ""
    department: str = ""
    place: str = ""
    title: str = ""
    phone: str = ""
    tone: str = "plain"
    team: str = ""
    doors: float = 0
    asks: float = 1.0
    by_side: float = 0.0
    favourite: int = 0
    gear: Gear | None = None

    @property
    def first(self) -> str:
        return self.name.partition(" ")[0]


@dataclass(frozen=True)
class Company:
    """Everybody, agents first; `shared` are the printers and servers that are nobody's own."""

    name: str
    people: tuple[Someone, ...]
    agents: tuple[Someone, ...]
    machine: Someone
    shared: tuple[Gear, ...]

    def team(self, slug: str) -> list[Someone]:
        return [agent for agent in self.agents if agent.team == slug]


def found(seed: int, tickets: int) -> Company:
    """A company that makes about so many tickets in 18 months."""
    rng = Random(f"{seed}/company")
    firm = _Firm(rng, rng.choice(words("company")["names"]))
    for n in range(max(6, min(tickets // TICKETS_AN_AGENT, 40))):
        firm.hire_agent(n)
    machine = firm.add(name="Monitoring", title="Machine", asks=0.0)
    heads = max(60, min(tickets // TICKETS_A_PERSON, 6000))
    for n in range(heads):
        firm.hire(n)
    for customer in words("company")["customers"]:
        for _ in range(max(2, heads // 40)):
            firm.meet(customer)
    agents = tuple(one for one in firm.people if one.team)
    return Company(firm.name, tuple(firm.people), agents, machine, _shared(rng))


def _shared(rng: Random) -> tuple[Gear, ...]:
    """What the words of matters call by name, with ages between one and eight years."""
    kinds = (("printers", "printer", "ECOSYS M3645"), ("servers", "server", "PowerEdge R660"))
    return tuple(
        Gear(tag, kind, model, age := rng.randrange(300, 2900), 1095 - age)
        for part, kind, model in kinds
        for tag in words("company")["parts"][part]
    )


class _Firm:
    """Hires people one by one."""

    def __init__(self, rng: Random, named: dict[str, str]) -> None:
        self.rng, self.name, self.domain = rng, named["name"], named["domain"]
        self.people: list[Someone] = []
        self._given: Counter[str] = Counter()

    def add(self, *, domain: str = "", **facts: Any) -> Someone:
        email = self._address(facts["name"], domain or self.domain)
        organisation = facts.pop("organisation", self.name)
        person = Someone(len(self.people), email=email, organisation=organisation, **facts)
        self.people.append(person)
        return person

    def hire_agent(self, n: int) -> None:
        cast = words("company")["agents"]
        known = n < len(cast)
        team = cast[n]["team"] if known else self._team()
        self.add(
            name=cast[n]["name"] if known else self._name(),
            role="lead" if known and cast[n]["lead"] else "agent",
            team=team,
            doors=cast[n]["doors"] if known else self.rng.paretovariate(1.2),
            department="IT",
            place="Head office, floor 1",
            title="Support",
            asks=0.3,
        )

    def hire(self, n: int) -> None:
        parts = words("company")["parts"]
        (department,) = self.rng.choices(parts["departments"], parts["sizes"])
        self.add(
            name=self._name(),
            department=department,
            place=self._place(department),
            title=self.rng.choice(parts["titles"]),
            phone=f"4{1000 + n:04d}",
            tone=self.rng.choice(TONES),
            asks=self.rng.lognormvariate(0, 0.7),
            by_side=0.75 if self.rng.random() < 0.32 else 0.2,
            favourite=self._favourite(),
            gear=self._gear(n),
        )

    def meet(self, customer: dict[str, str]) -> None:
        """Somebody of a customer, who only ever comes through the door."""
        name = self._name()
        self.add(
            name=name,
            organisation=customer["name"],
            domain=customer["domain"],
            tone=self.rng.choice(TONES),
            asks=self.rng.lognormvariate(-0.5, 0.6),
        )

    def _team(self) -> str:
        teams = words("company")["teams"]
        return str(self.rng.choices(teams, [team["share"] for team in teams])[0]["slug"])

    def _name(self) -> str:
        culture = self.rng.choice(words("names")["culture"])
        return f"{self.rng.choice(culture['first'])} {self.rng.choice(culture['last'])}"

    def _place(self, department: str) -> str:
        if department in ("Warehouse", "Production"):
            return self.rng.choice(["Warehouse north", "Warehouse south"])
        return str(self.rng.choice(words("company")["places"]["sites"]))

    def _favourite(self) -> int:
        agents = [one for one in self.people if one.team]
        return self.rng.choices(agents, [agent.doors for agent in agents])[0].n

    def _gear(self, n: int) -> Gear:
        models = words("company")["models"]
        (model,) = self.rng.choices(models, [model["share"] for model in models])
        age = self.rng.randrange(30, 1900)
        initials = {"laptop": "LT", "phone": "PH", "scanner": "SC"}[model["kind"]]
        return Gear(f"{initials}-{n + 1001:05d}", model["kind"], model["model"], age, 1095 - age)

    def _address(self, name: str, domain: str) -> str:
        local = _ascii(name)
        self._given[local] += 1
        again = self._given[local]
        return f"{local}{again if again > 1 else ''}@{domain}"


def _ascii(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.lower().translate(LETTERS).replace("’", ""))
    return re.sub(r"[^a-z]+", ".", bare.encode("ascii", "ignore").decode()).strip(".")
