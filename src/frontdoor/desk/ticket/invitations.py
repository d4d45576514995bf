"""An invitation in a mail as it is shown: what, when in its own zone, where, who asks whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.core.pages import times
from frontdoor.desk.ticket import shown

TITLES = {
    "REQUEST": gettext_noop("Invitation"),
    "CANCEL": gettext_noop("Called off"),
    "REPLY": gettext_noop("Answer to an invitation"),
    "COUNTER": gettext_noop("Another time is proposed"),
}

APPOINTMENT = gettext_noop("Appointment")


def invitation(kept: dict[str, Any]) -> shown.Invitation:
    """From `Message.noticed`."""
    when = _when(kept["starts"], kept["ends"], kept["zone"])
    return shown.Invitation(
        title=_(TITLES.get(kept["method"], APPOINTMENT)),
        what=kept["what"],
        when=_("{when}, and again").format(when=when) if kept["repeats"] and when else when,
        where=kept["where"],
        organiser=kept["organiser"],
        people=tuple(kept["people"]),
    )


def _when(starts: str, ends: str, zone: str) -> str:
    if not starts:
        return ""
    if "T" not in starts:
        return _("{day}, all day").format(day=_day(date.fromisoformat(starts)))
    first = datetime.fromisoformat(starts)
    said = f"{_day(first)}, {first:%H:%M}"
    if ends and "T" in ends:
        last = datetime.fromisoformat(ends)
        ends_at = f"{_day(last)}, {last:%H:%M}"
        same = last.date() == first.date()
        said = (
            f"{said}–{last:%H:%M}"
            if same
            else _("{first} to {last}").format(first=said, last=ends_at)
        )
    offset = (
        f" (UTC{first:%z})".replace("00)", ":00)").replace("30)", ":30)") if first.tzinfo else ""
    )
    return f"{said} {zone}{offset}".rstrip() if zone != "UTC" else f"{said} UTC"


def _day(day: date) -> str:
    return f"{_(f'{day:%A}')}, {times.full_date(day)}"
