"""How tickets hang together: merged, split, linked, followed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from frontdoor.log.events import Event


@dataclass(frozen=True)
class Merged(Event, kind="ticket.merged", public=True):
    """`status`, `outcome` and `reopened` are what an undo brings back."""

    sentence = gettext_noop("{actor} merged this into {into}")
    into: int
    status: str
    outcome: str = ""


@dataclass(frozen=True)
class Absorbed(Event, kind="ticket.absorbed"):
    sentence = gettext_noop("{actor} merged {other} into this")
    other: int


@dataclass(frozen=True)
class Unmerged(Event, kind="ticket.unmerged", public=True):
    sentence = gettext_noop("{actor} undid the merge into {into}")
    into: int


@dataclass(frozen=True)
class Released(Event, kind="ticket.released"):
    sentence = gettext_noop("{actor} undid the merge of {other} into this")
    other: int


@dataclass(frozen=True)
class Split(Event, kind="ticket.split"):
    sentence = gettext_noop("{actor} split messages off into {into}")
    into: int
    messages: tuple[int, ...]


@dataclass(frozen=True)
class SplitOff(Event, kind="ticket.split_off"):
    sentence = gettext_noop("{actor} split this off {other}")
    other: int


@dataclass(frozen=True)
class Linked(Event, kind="ticket.linked"):
    sentence = gettext_noop("{actor} linked this: {relation} {other}")
    other: int
    relation: str


@dataclass(frozen=True)
class Unlinked(Event, kind="ticket.unlinked"):
    sentence = gettext_noop("{actor} took off the link: {relation} {other}")
    other: int
    relation: str


@dataclass(frozen=True)
class Attributed(Event, kind="ticket.attributed"):
    sentence = gettext_noop("{actor} said whose request this is")
    to: int
    before: int


@dataclass(frozen=True)
class Followed(Event, kind="ticket.followed"):
    sentence = gettext_noop("{actor} added {person} as {role}")
    person: int
    role: str = "follower"


@dataclass(frozen=True)
class Unfollowed(Event, kind="ticket.unfollowed"):
    sentence = gettext_noop("{actor} took {person} off the followers")
    person: int


@dataclass(frozen=True)
class Declined(Event, kind="ticket.declined"):
    sentence = gettext_noop("{actor} did not let {person} in")
    person: int
