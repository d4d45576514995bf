"""What was understood of a line, as chips; and whom else it may be for, as whole lines to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.channels.quicklog.draft import Candidate, Draft
from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk import words

OUTCOMES = {
    "done": gettext_noop("Resolved by you"),
    "open": gettext_noop("Stays with you"),
    "pass": gettext_noop("Goes to the team"),
}
MOST = 5


@dataclass(frozen=True, slots=True)
class Chip:
    """`state` is "", "is-guess" or "is-missing"."""

    kind: str
    icon: str
    words: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody the line may be for; `line` is the line that says so without doubt."""

    face: Face
    about: str
    line: str


def chips(draft: Draft, now: datetime) -> tuple[Chip, ...]:
    """Always who, where and how long; the rest where the line says it."""
    return (*_always(draft), *_said(draft, now), _outcome(draft))


def _always(draft: Draft) -> tuple[Chip, ...]:
    via = words.tongue().channel(draft.channel) if draft.channel else None
    spent = times.minutes(draft.minutes) if draft.minutes else ""
    return (
        _person(draft),
        Chip("via", via.icon, via.word)
        if via
        else Chip("via", "via-walkup", _("Where?"), state="is-missing"),
        Chip("time", "clock", spent)
        if spent
        else Chip("time", "clock", _("How long?"), state="is-missing"),
    )


def _person(draft: Draft) -> Chip:
    if draft.person:
        name = draft.person.name or draft.person.addresses[0]
        return Chip("person", "user", name, draft.person.about)
    named = draft.unmatched or draft.unsettled.removeprefix("for ")
    asked = _("Which {name}?").format(name=named) if named else _("For whom?")
    return Chip("person", "user", asked, state="is-missing")


def _said(draft: Draft, now: datetime) -> tuple[Chip, ...]:
    priority = words.tongue().priorities.get(draft.priority or 0)
    found = (
        draft.category and Chip("cat", "tag", draft.category),
        draft.team and Chip("team", "users", draft.team),
        priority and Chip("time", f"pr-{priority.slug}", priority.word),
        draft.happened_at and Chip("time", "calendar", times.clock(draft.happened_at, now)),
        draft.resolution and Chip("done", "check", draft.resolution, _("what fixed it")),
    )
    return tuple(chip for chip in found if isinstance(chip, Chip))


def _outcome(draft: Draft) -> Chip:
    said = any(span.kind == "outcome" for span in draft.spans) or draft.resolution
    icon = "st-resolved" if draft.outcome == "done" else "st-open"
    usual = {} if said else {"note": _("usual"), "state": "is-guess"}
    return Chip("done", icon, _(OUTCOMES[draft.outcome]), **usual)


def hints(line: str, draft: Draft, recent: Sequence[Candidate]) -> tuple[Hint, ...]:
    """Those who fit, or, where the line names nobody, those helped last."""
    named = next(((s.start, s.end) for s in draft.spans if s.kind == "person"), None)
    if draft.person and len(draft.candidates) < 2:
        return ()
    people = draft.candidates or (() if draft.unmatched else recent)
    return tuple(_hint(line, one, named) for one in people[:MOST])


def _hint(line: str, one: Candidate, place: tuple[int, int] | None) -> Hint:
    address = one.addresses[0] if one.addresses else one.name
    shown = face(one.person_id, one.name or address)
    said = line[place[0] : place[1]] if place else ""
    whom = f"for {address}" if not place or said.lower().startswith("for ") else address
    about = one.about or address
    if place is None:
        return Hint(shown, about, f"{line.rstrip()} {whom} ".lstrip())
    return Hint(shown, about, f"{line[: place[0]]}{whom}{line[place[1] :]}")
