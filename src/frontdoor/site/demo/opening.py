"""How a matter comes in: by the front door, to a favourite agent, or from a machine."""

from __future__ import annotations

from typing import Any

from frontdoor.site.demo.life import Life

SIDE_DOOR_FADES = 0.35
"""How much rarer the side door is at the end of the 18 months than at their beginning."""
SIDE_CHANNELS = {"walkup": 14, "teams": 9, "hallway": 4, "email": 3, "phone": 2}


def goes_to_favourite(life: Life) -> bool:
    """Only while the desk is there."""
    fading = 1 - SIDE_DOOR_FADES * life.arrival.share
    there = life.hours.later(life.now, 0) == life.now
    return there and bool(life.matter.quick) and life.chance(life.who.by_side * fading)


def knock(life: Life) -> None:
    """By portal, mail to the desk, or the desk's phone line, where an agent writes it down."""
    portal = 0.38 + 0.2 * life.arrival.share
    life.channel = life.rng.choices(["portal", "email", "phone"], [portal, 0.85 - portal, 0.15])[0]
    if life.channel == "phone":
        taker = life.company.agents[life.rng.randrange(len(life.company.agents))]
        _open(
            life,
            taker.n,
            life.voices.same(life.matter.asks),
            capture="ring_in",
            **_asked(life),
            **_routed(life),
        )
    else:
        answers = _asked(life) if life.channel == "portal" else {}
        _open(life, life.who.n, life.voices.asks(), **answers, **_routed(life))


def report(life: Life) -> None:
    """A machine reports; its service is known."""
    life.channel = "monitoring"
    _open(life, None, life.voices.asks(), capture="alert", **_asked(life), **_sorted(life))


def ask_favourite(life: Life) -> None:
    """The requester goes to the agent they know, who writes it down afterwards in a few seconds."""
    life.owner = life.company.people[life.who.favourite]
    life.channel = life.rng.choices(list(SIDE_CHANNELS), list(SIDE_CHANNELS.values()))[0]
    happened = life.now - int(life.rng.lognormvariate(4.6, 1.2))
    text = life.voices.quick()
    seconds = round(life.rng.lognormvariate(1.45, 0.45), 1)
    how = {"door": "side", "capture": "quick_log", "seconds": seconds, "happened_at": happened}
    _open(life, life.owner.n, text, subject=text, **how, **_sorted(life))
    life.agent("take")
    life.agent("log_time", minutes=life.minutes_of_work())


def _open(life: Life, by: int | None, body: str, subject: str = "", **arrival: Any) -> None:
    life.does(
        by,
        "open",
        subject=subject or life.voices.subject(),
        body=body,
        requester=life.who.n,
        channel=life.channel,
        kind=life.matter.kind,
        **arrival,
    )


def _asked(life: Life) -> dict[str, Any]:
    """The two questions that portal and phone ask."""
    return {"urgency": life.urgency, "impact": life.impact}


def _routed(life: Life) -> dict[str, Any]:
    """Most find their team by themselves: by the address they are written to, or by a rule."""
    matter = life.matter
    return {"team": matter.team, "service": matter.service} if life.routed else {}


def _sorted(life: Life) -> dict[str, Any]:
    """What is clear at once to an agent or a machine."""
    matter = life.matter
    return {"team": matter.team, "service": matter.service, "category": matter.category}
