"""An invitation in a mail as it is shown: what, when in its own zone, where, who asks whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from frontdoor.desk.ticket import shown

TITLES = {
    "REQUEST": "Invitation",
    "CANCEL": "Called off",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Another time is proposed",
}


def invitation(kept: dict[str, Any]) -> shown.Invitation:
    """From `Message.noticed`."""
    when = _when(kept["starts"], kept["ends"], kept["zone"])
    return shown.Invitation(
        title=TITLES.get(kept["method"], "Appointment"),
        what=kept["what"],
        when=f"{when}, and again" if kept["repeats"] and when else when,
        where=kept["where"],
        organiser=kept["organiser"],
        people=tuple(kept["people"]),
    )


def _when(starts: str, ends: str, zone: str) -> str:
    if not starts:
        return ""
    if "T" not in starts:
        return f"{_day(date.fromisoformat(starts))}, all day"
    first = datetime.fromisoformat(starts)
    said = f"{_day(first)}, {first:%H:%M}"
    if ends and "T" in ends:
        last = datetime.fromisoformat(ends)
        said += (
            f"–{last:%H:%M}" if last.date() == first.date() else f" to {_day(last)}, {last:%H:%M}"
        )
    offset = (
        f" (UTC{first:%z})".replace("00)", ":00)").replace("30)", ":30)") if first.tzinfo else ""
    )
    return f"{said} {zone}{offset}".rstrip() if zone != "UTC" else f"{said} UTC"


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"
