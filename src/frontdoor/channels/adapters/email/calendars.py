"""Invitations in a mail (iCalendar, RFC 5545; iMIP, RFC 6047): what, when, where and who, shown and never acted on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from frontdoor.channels.adapters.email.mail import Invitation
from frontdoor.channels.adapters.email.windowszones import WINDOWS_ZONES

MAX_BYTES, MAX_EVENTS, MAX_PEOPLE = 200_000, 5, 50
_LINE = re.compile(
    r'([A-Za-z0-9-]{1,40})((?:;[A-Za-z0-9-]{1,40}=(?:"[^"\n]*"|[^":;\n]*))*):([^\n]*)'
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=(?:"([^"]*)"|([^":;]*))')
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?")
_DURATION = re.compile(
    r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?"
)
_ESCAPED = re.compile(r"\\([\\,;:nN])")

Line = tuple[str, dict[str, str], str]


def invitations(content: str) -> tuple[Invitation, ...]:
    """The events of one calendar, at most five; empty where it holds none that can be read."""
    lines = [line for raw in _unfolded(content[:MAX_BYTES]) if (line := _parted(raw))]
    method = next((value.upper() for name, _, value in lines if name == "METHOD"), "")
    found = (_invitation(event, method) for event in _events(lines))
    return tuple(one for one in found if one)[:MAX_EVENTS]


def _unfolded(content: str) -> list[str]:
    return re.sub(r"\n[ \t]", "", content.replace("\r\n", "\n").replace("\r", "\n")).split("\n")


def _parted(line: str) -> Line | None:
    found = _LINE.fullmatch(line[:5_000])
    if not found:
        return None
    parameters = {
        name.upper(): quoted or plain for name, quoted, plain in _PARAMETER.findall(found[2])
    }
    return found[1].upper(), parameters, found[3].strip()


def _events(lines: list[Line]) -> Iterator[list[Line]]:
    """What stands in each VEVENT itself, not in the alarms inside it."""
    event: list[Line] | None = None
    depth = 0
    for name, parameters, value in lines:
        if name == "BEGIN" and value.upper() == "VEVENT":
            event, depth = [], 0
        elif event is not None and name in ("BEGIN", "END"):
            if name == "END" and value.upper() == "VEVENT":
                yield event
                event = None
            depth += 1 if name == "BEGIN" else -1
        elif event is not None and depth == 0:
            event.append((name, parameters, value))


def _invitation(event: list[Line], method: str) -> Invitation | None:
    held = {name: (parameters, value) for name, parameters, value in reversed(event)}
    if "DTSTART" not in held:
        return None
    starts, zone = _moment(*held["DTSTART"])
    ends = _moment(*held["DTEND"])[0] if "DTEND" in held else ""
    people = [_person(parameters, value) for name, parameters, value in event if name == "ATTENDEE"]
    cancelled = method == "CANCEL" or held.get("STATUS", ({}, ""))[1].upper() == "CANCELLED"
    return Invitation(
        what=_text(held, "SUMMARY"),
        starts=starts,
        ends=ends or _after(starts, held.get("DURATION", ({}, ""))[1]),
        zone=zone,
        where=_text(held, "LOCATION"),
        organiser=_person(*held["ORGANIZER"]) if "ORGANIZER" in held else "",
        people=tuple(people[:MAX_PEOPLE]),
        method="CANCEL" if cancelled else method,
        repeats="RRULE" in held,
    )


def _text(held: dict[str, tuple[dict[str, str], str]], name: str) -> str:
    value = held.get(name, ({}, ""))[1]
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)[:500].strip()


def _person(parameters: dict[str, str], value: str) -> str:
    address = re.sub(r"(?i)^mailto:", "", value).strip()[:254]
    name = parameters.get("CN", "").strip()[:120]
    return f"{name} <{address}>" if name and name.lower() != address.lower() else address


def _moment(parameters: dict[str, str], value: str) -> tuple[str, str]:
    """ISO 8601 with its offset where the zone is known, and the zone's name; a date alone is a whole day."""
    found = _TIME.fullmatch(value)
    if not found:
        return "", ""
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001  its zone comes below
        if found[4] is None:
            return day.date().isoformat(), ""
        local = day.replace(
            hour=int(found[4]), minute=int(found[5]), second=min(int(found[6] or 0), 59)
        )
    except ValueError:
        return "", ""
    if found[7]:
        return local.replace(tzinfo=UTC).isoformat(timespec="minutes"), "UTC"
    return _placed(local, parameters.get("TZID", "").strip())


def _placed(local: datetime, name: str) -> tuple[str, str]:
    known = WINDOWS_ZONES.get(name.lower(), name).rpartition("/freeassociation.sourceforge.net/")[2]
    try:
        placed = local.replace(tzinfo=ZoneInfo(known)) if known else local
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return local.isoformat(timespec="minutes"), name[:80]
    return placed.isoformat(timespec="minutes"), name[:80]


def _after(starts: str, duration: str) -> str:
    found = _DURATION.fullmatch(duration)
    if not found or not starts or "T" not in starts:
        return ""
    weeks, days, hours, minutes = (int(one or 0) for one in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return (datetime.fromisoformat(starts) + length).isoformat(timespec="minutes")
