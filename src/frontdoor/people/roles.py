"""What each role may do: sets of verb names. Empty means deny."""

from __future__ import annotations

ASK = frozenset({"open", "reply", "close", "reopen", "follow", "unfollow"})
WORK = ASK | {
    "ask_for_help", "assign", "bulk", "change", "hand_over", "hold", "link", "log_time", "merge", "note",
    "open_for", "quick_log", "resolve", "snooze", "split", "start", "tag", "take", "unlink", "unmerge",
    "read_people",
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
