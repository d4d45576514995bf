"""The desk's own ticket about a cause that many tickets share."""

from __future__ import annotations

from frontdoor.site.demo.hours import DAY
from frontdoor.site.demo.life import Life
from frontdoor.site.demo.matters import words


def live(life: Life) -> None:
    """An outage is over the same day; other causes are looked at for months and sometimes go away."""
    life.owner = life.who
    _open(life)
    if life.arrival.outage is not None:
        life.later(90)
        _note(life, life.voices.same(life.matter.tried))
        _end(life)
        return
    for finding in words("phrases")["desk"]["problem"]:
        life.later(11 * DAY, 0.5)
        _note(life, finding)
    if life.matter.curve.shape != "since":
        _end(life)


def _open(life: Life) -> None:
    matter = life.matter
    life.agent(
        "open",
        subject=matter.known,
        body=f"Several people report the same. {life.voices.say(matter.asks)}",
        requester=life.owner.n,
        channel="portal",
        kind="problem",
        impact=1 if life.arrival.outage is not None else 2,
        team=matter.team,
        service=matter.service,
        category=matter.category,
    )
    life.agent("start")


def _note(life: Life, finding: str) -> None:
    life.agent("note", body=life.voices.say([finding]))
    life.agent("log_time", minutes=life.minutes_of_work())


def _end(life: Life) -> None:
    life.later(60)
    how = {"resolution": life.voices.say(life.matter.resolutions), "cause": life.matter.cause}
    life.agent("resolve", **how)
    life.later(DAY)
    life.agent("close")
