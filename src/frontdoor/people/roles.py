"""What each role may do, and how far a token's scopes carry: sets of verb names. Empty means deny."""

from __future__ import annotations

ASK = frozenset({"read", "open", "reply", "close", "confirm", "reopen", "follow", "unfollow"})
WORK = ASK | {
    "accept", "ask_for_help", "assign", "attribute", "bulk", "change", "clear_address", "decline", "device",
    "doubt", "hand_over", "hold", "link", "log_time", "merge", "note", "open_for", "quick_log", "read_people",
    "resolve", "snooze", "split", "start", "tag", "take", "unlink", "unmerge",
}  # fmt: skip
LEAD = WORK | {"settle", "redact", "read_audit"}

GRANTS: dict[str, frozenset[str]] = {
    "nobody": frozenset(),
    "requester": ASK,
    "agent": WORK,
    "lead": LEAD,
    "admin": frozenset({"*"}),
    "system": frozenset({"*"}),
}

READ = frozenset({"read", "read_people", "read_audit"})
WRITE = READ | LEAD | {"erase"}

SCOPES: dict[str, frozenset[str]] = {
    "read": READ,
    "write": WRITE,
    "act_for": WRITE,
    "admin": frozenset({"*"}),
}
"""A token may do what its person may *and* one of its scopes names. `write` includes reading; `act_for` is
`write`, and may name somebody else as the one who acts."""


def reached(scopes: frozenset[str]) -> frozenset[str]:
    """The capabilities of a token with these scopes; of an unknown scope none."""
    return frozenset().union(*(SCOPES.get(scope, frozenset()) for scope in scopes))
