"""How a ticket ends: solved and confirmed, solved and silent, back again, or not solved at all."""

from __future__ import annotations

from frontdoor.site.demo.hours import DAY
from frontdoor.site.demo.life import Life

OUTCOMES = {"question": "answered", "request": "done", "access": "done"}


def finish(life: Life) -> None:
    """Of a hundred, three are withdrawn, one is never answered, the others are solved."""
    fate = life.rng.random()
    if fate < 0.03 and not life.matter.machine:
        _withdraw(life)
    elif fate < 0.04 and life.matter.query:
        _give_up(life)
    else:
        _solve(life)
        _after(life)


def settle_at_once(life: Life) -> None:
    """A favour is mostly done when it is written down."""
    life.agent("resolve", **_resolution(life))
    life.later(3 * DAY, 0.02)
    life.does(None, "close")


def decline(life: Life) -> None:
    """Not a request at all."""
    life.later(25)
    life.owner = life.someone_else("desk")
    life.agent("close", outcome="not_a_request")


def merge(life: Life, into: int) -> None:
    """Somebody at the desk sees that it is there already."""
    life.later(25)
    life.does(life.someone_else("desk").n, "merge", into=into)


def _solve(life: Life) -> None:
    if life.matter.fix and life.chance(0.85):
        life.says(life.voices.fixed())
    life.agent("log_time", minutes=life.minutes_of_work())
    life.agent("resolve", **_resolution(life))


def _resolution(life: Life) -> dict[str, str]:
    return {
        "resolution": life.voices.same(life.matter.resolutions),
        "outcome": OUTCOMES.get(life.matter.kind, "fixed"),
        "cause": life.matter.cause,
    }


def _after(life: Life) -> None:
    """Six in a hundred come back; half of the others say so, and silence closes after three days."""
    if not life.matter.machine and life.chance(0.06):
        _come_back(life)
    elif not life.matter.machine and life.chance(0.3):
        life.later(100, 1.2)
        life.hears(life.voices.phrase("requester", "thanks", agent=life.owner.first))
        if life.chance(0.6):
            life.does(life.who.n, "close")
            return
    life.later(3 * DAY, 0.02)
    life.does(None, "close")


def _come_back(life: Life) -> None:
    life.later(1.5 * DAY, 0.8)
    life.hears(life.voices.signed(life.voices.phrase("requester", "notyet")))
    life.later(60)
    life.says(life.voices.phrase("agent", "sorry"))
    life.later(0.7 * DAY)
    _solve(life)


def _withdraw(life: Life) -> None:
    life.hears(life.voices.signed(life.voices.phrase("requester", "withdrawn")))
    life.later(40)
    life.agent("close", outcome="withdrawn")


def _give_up(life: Life) -> None:
    """Asked three times, no answer: the honest close."""
    question = life.voices.say(life.matter.query)
    life.says(question)
    life.agent("hold", hold_for="requester")
    for days in (2, 2, 2):
        life.later(days * DAY, 0.02)
        life.says(life.voices.phrase("agent", "nudge", query=question))
    life.later(2 * DAY, 0.02)
    life.agent("close", outcome="no_answer")
