"""Typed events: what may happen, each a small frozen dataclass named in the past tense."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django.utils.translation import gettext_noop

KINDS: dict[str, type[Event]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events. `kind` is stored for ever: rename the class, never the kind.

    `sentence` says it to a person; in it `{actor}` and the event's own fields may stand.
    """

    kind: ClassVar[str] = ""
    public: ClassVar[bool] = False
    sentence: ClassVar[str] = ""

    def __init_subclass__(cls, kind: str, public: bool = False, **kwargs: Any) -> None:  # noqa: FBT001 -- of the class statement
        super().__init_subclass__(**kwargs)
        if kind in KINDS:
            raise ValueError(f"two events are called {kind!r}")
        cls.kind, cls.public = kind, public
        KINDS[kind] = cls

    @property
    def data(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Shell(Event, kind="log.shell"):
    """What remains of an entry whose payload was erased; `was` is its kind."""

    sentence = gettext_noop("{actor} did something whose details were erased")
    was: str


def load(kind: str, data: dict[str, Any]) -> Event:
    """The event that was stored. Fields that a newer version dropped are passed over; new ones have defaults."""
    event = KINDS[kind]
    known = {field.name for field in fields(event)}
    return event(**{name: value for name, value in data.items() if name in known})
