"""How the made-up people write: the words of a matter, said in somebody's own tone."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from frontdoor.site.demo.company import Company, Someone
from frontdoor.site.demo.matters import Matter, words

TALK = {"short": (0, 1), "plain": (1, 2), "formal": (2, 3), "chatty": (2, 3, 4)}
"""How many sentences more than needed somebody writes."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Voices:
    """The words of one ticket; what was said once about a device or a room stays so to its end."""

    def __init__(self, company: Company, matter: Matter, who: Someone, rng: Random) -> None:
        self.matter, self.who, self.rng = matter, who, rng
        self._turn = rng.randrange(60)
        self._slots = slots(company, matter, who, rng)

    def device(self) -> str:
        """The label of what it has to do with; "" where nobody could tell."""
        about, gear = self.matter.about, self.who.gear
        if about in ("printer", "server"):
            return str(self._slots[about])
        return gear.tag if gear and gear.kind == about else ""

    def subject(self) -> str:
        return self.same(self.matter.subjects)

    def quick(self) -> str:
        return self.say(self.matter.quick or self.matter.subjects)

    def asks(self) -> str:
        """The first message of the requester: what it is, and as much around it as they like to tell."""
        text = self.same(self.matter.asks)
        if self.matter.machine:
            return "\n".join([text, *self._some(self.matter.more, 1)])
        talk = self.rng.choice(TALK[self.who.tone])
        context = words("phrases")["requester"]["context"]
        told = [text, *self._some(self.matter.more, min(talk, 2)), *self._some(context, talk)]
        return self.signed(" ".join(told))

    def signed(self, text: str) -> str:
        """In the requester's tone, with their name below."""
        tone = words("phrases")["tones"][self.who.tone]
        greeting, closing = self.rng.choice(tone["greetings"]), self.rng.choice(tone["closings"])
        end = f"{closing}\n{self._signature()}" if closing else ""
        return "\n\n".join(filter(None, [greeting, text, end]))

    def _signature(self) -> str:
        who = self.who
        if who.tone != "formal":
            return who.first
        place = ", ".join(filter(None, [who.title, who.department]))
        return "\n".join(
            filter(None, [who.name, place, who.organisation, who.phone and f"Tel. {who.phone}"])
        )

    def answered(self, text: str, agent: Someone) -> str:
        """An agent's letter."""
        letters = words("phrases")["agent"]
        greeting, closing = (
            self.rng.choice(letters["greetings"]),
            self.rng.choice(letters["closings"]),
        )
        return self._fill(f"{greeting}\n\n{text}\n\n{closing}", agent=agent.first)

    def fixed(self) -> str:
        """What the agent did about it, and what is good to know."""
        advice = self._some(words("phrases")["agent"]["advice"], self.rng.choice((0, 1, 2, 3)))
        return " ".join([self.same(self.matter.fix), *advice])

    def _some(self, choices: Sequence[str], most: int) -> list[str]:
        """So many different ones, or all there are."""
        chosen = self.rng.sample(choices, min(most, len(choices)))
        return [self._fill(text) for text in chosen]

    def phrase(self, whose: str, which: str, **more: str) -> str:
        return self.say(words("phrases")[whose][which], **more)

    def same(self, choices: Sequence[str]) -> str:
        """The one that goes with the subject: lists of one length stand side by side."""
        return self._fill(choices[self._turn % len(choices)]) if choices else ""

    def say(self, choices: Sequence[str], **more: str) -> str:
        return self._fill(self.rng.choice(choices), **more) if choices else ""

    def _fill(self, text: str, **more: str) -> str:
        return text.format_map(self._slots | more) if "{" in text else text


def slots(company: Company, matter: Matter, who: Someone, rng: Random) -> dict[str, Any]:
    """What may stand in braces."""
    floor = matter.floor or rng.randrange(1, 5)
    return {
        "floor": floor,
        "number": rng.randrange(100000, 999999),
        "small": rng.randrange(2, 10),
        "weekday": rng.choice(WEEKDAYS),
        "time": f"{rng.randrange(7, 18)}:{rng.randrange(60):02d}",
        "version": rng.choice(["5.2", "5.2", "5.2.1"]),
        **_people(company, who, rng),
        **_places(who, rng),
        **_things(who, floor, rng),
    }


def _people(company: Company, who: Someone, rng: Random) -> dict[str, str]:
    colleague, boss, newcomer = (rng.choice(company.people) for _ in range(3))
    culture = rng.choice(words("names")["culture"])
    return {
        "first": who.first,
        "agent": "",
        "query": "",
        "colleague": colleague.first,
        "colleague_full": colleague.name,
        "boss": boss.first,
        "newcomer": f"{newcomer.first} {rng.choice(culture['last'])}",
        "department": who.department or "Planning",
    }


def _places(who: Someone, rng: Random) -> dict[str, str]:
    places = words("company")["places"]
    return {
        "place": who.place or rng.choice(places["sites"]),
        "room": rng.choice(places["rooms"]),
        "city": rng.choice(places["cities"]),
    }


def _things(who: Someone, floor: int, rng: Random) -> dict[str, Any]:
    parts = words("company")["parts"]
    return {
        "printer": _printer(parts["printers"], floor, rng),
        "tag": who.gear.tag if who.gear else f"LT-{rng.randrange(1001, 9000):05d}",
        "device": who.gear.model if who.gear else "Latitude 5440",
        "years": max(1, who.gear.age // 365) if who.gear else 3,
        "folder": rng.choice(parts["folders"]),
        "app": rng.choice(parts["apps"]),
        "supplier": rng.choice(parts["suppliers"]),
        "server": rng.choice(parts["servers"]),
        "site": rng.choice(parts["sites_blocked"]),
    }


def _printer(printers: Sequence[str], floor: int, rng: Random) -> str:
    here = [name for name in printers if name.startswith(f"PR-{floor}")]
    return rng.choice(here or list(printers))
