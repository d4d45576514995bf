"""How a ticket is worked on until it is solved."""

from __future__ import annotations

from frontdoor.site.demo.hours import DAY
from frontdoor.site.demo.life import Life

HOLDS = ("part", "supplier", "approval", "planned")
HOLD_FOR = {"part": "part", "supplier": "supplier", "approval": "approval", "planned": "date"}


def triage(life: Life) -> None:
    """Sorted by the first agent who sees it; one in eight first lands with the wrong team."""
    life.later(min(14, life.length() / 8), 0.9)
    desk = life.someone_else("desk")
    team = "apps" if life.matter.team != "apps" and life.chance(0.3) else "devices"
    wrong = life.matter.team != "desk" and life.chance(0.12)
    if wrong or (life.matter.team != "desk" and not life.routed):
        reason = life.voices.phrase("desk", "hand_over")
        life.does(desk.n, "hand_over", team=team if wrong else life.matter.team, reason=reason)
    if not life.routed:
        life.does(desk.n, "change", field="service", value=life.matter.service)
    life.does(desk.n, "change", field="category", value=life.matter.category)
    if life.channel == "email":
        life.does(desk.n, "change", field="urgency", value=life.urgency)
        life.does(desk.n, "change", field="impact", value=life.impact)
    label(life, desk.n)
    if wrong:
        _bounce(life, team)


def label(life: Life, by: int | None) -> None:
    """What it is about, where that is plain; one in three gets a tag."""
    if (device := life.voices.device()) and life.chance(0.6):
        life.does(by, "device", add=[device])
    if life.matter.tags and life.chance(0.3):
        life.does(by, "tag", add=[life.rng.choice(life.matter.tags)])


def _bounce(life: Life, team: str) -> None:
    """A second hand-over goes to the lead of the team that it belongs to."""
    life.later(80)
    life.owner = life.lead(life.matter.team)
    reason = life.voices.phrase("desk", "hand_over")
    life.does(life.someone_else(team).n, "hand_over", team=life.matter.team, reason=reason)


def work(life: Life) -> None:
    """From the first look to the fix."""
    left = life.length()
    life.later(min(22, left / 3), 0.8)
    _first_word(life)
    _name_cause(life)
    _ask_back(life, left)
    _try(life, left)
    for sort in HOLDS:
        if life.chance(float(getattr(life.matter, sort, 0))):
            _wait_for(life, sort)
    for _ in range(min(3, int(left / (3 * DAY)))):
        if life.chance(0.5):
            _be_chased(life)
    if left > 8 * DAY and life.chance(0.4):
        _wait_for(life, "supplier")
    life.later(left / 2, 0.5)


def _first_word(life: Life) -> None:
    life.agent("take")
    if life.matter.machine:
        life.agent("start")
    elif life.chance(0.2):
        life.says(life.voices.phrase("agent", "taken"))
    elif life.chance(0.2):
        life.agent("note", body=life.voices.phrase("desk", "first_look"))


def _name_cause(life: Life) -> None:
    if life.arrival.caused_by and life.chance(0.7):
        life.agent("link", other=life.arrival.caused_by, relation="caused_by")


def _ask_back(life: Life, left: float) -> None:
    if not life.matter.query or not life.chance(0.3):
        return
    life.later(min(20, left / 8))
    life.says(life.voices.say(life.matter.query))
    if life.chance(0.7):
        life.agent("hold", hold_for="requester")
    life.later(min(90, left / 3), 1.0)
    life.hears(life.voices.signed(life.voices.say(life.matter.answer)))


def _try(life: Life, left: float) -> None:
    if life.matter.tried and life.chance(0.35):
        life.later(min(40, left / 6))
        life.agent("note", body=life.voices.same(life.matter.tried))
    if life.chance(0.06):
        helper = life.someone_else("network" if life.matter.team != "network" else "apps")
        reason = life.voices.phrase("desk", "help")
        if helper is not life.owner:
            life.agent("ask_for_help", person=helper.n, reason=reason)
    if life.chance(0.25):
        life.agent("log_time", minutes=max(1, life.minutes_of_work() // 2))


def _wait_for(life: Life, sort: str) -> None:
    """On hold with a reason and an end; then it goes on."""
    life.later(30)
    text = life.voices.phrase("agent", sort)
    life.says(text)
    days = life.rng.choice([1, 2, 2, 3, 4, 6])
    life.agent("hold", hold_for=HOLD_FOR[sort], until=life.after_days(days), reason=text[:120])
    life.later(days * DAY, 0.25)
    life.agent("start")


def _be_chased(life: Life) -> None:
    life.later(2 * DAY)
    life.hears(life.voices.signed(life.voices.phrase("requester", "chases")))
    life.later(90)
    life.says(life.voices.phrase("agent", "update"))
