"""Everything that can be done to a ticket: the product's table of contents."""

from frontdoor.tickets.verbs.bulk import Report, bulk
from frontdoor.tickets.verbs.carried import Carried, File
from frontdoor.tickets.verbs.conversation import confirm, erase, note, redact, reply
from frontdoor.tickets.verbs.judging import accept, decline, doubt, prove
from frontdoor.tickets.verbs.opening import Arrival, AtOnce, open  # noqa: A004 -- the word
from frontdoor.tickets.verbs.people import (
    ask_for_help,
    assign,
    attribute,
    follow,
    hand_over,
    take,
    unfollow,
)
from frontdoor.tickets.verbs.structure import link, merge, split, unlink, unmerge
from frontdoor.tickets.verbs.verb import VERBS
from frontdoor.tickets.verbs.work import (
    change,
    close,
    device,
    hold,
    log_time,
    observe,
    reopen,
    resolve,
    snooze,
    start,
    tag,
)

__all__ = [
    "VERBS",
    "Arrival",
    "AtOnce",
    "Carried",
    "File",
    "Report",
    "accept",
    "ask_for_help",
    "assign",
    "attribute",
    "bulk",
    "change",
    "close",
    "confirm",
    "decline",
    "device",
    "doubt",
    "erase",
    "follow",
    "hand_over",
    "hold",
    "link",
    "log_time",
    "merge",
    "note",
    "observe",
    "open",
    "prove",
    "redact",
    "reopen",
    "reply",
    "resolve",
    "snooze",
    "split",
    "start",
    "tag",
    "take",
    "unfollow",
    "unlink",
    "unmerge",
]  # fmt: skip
