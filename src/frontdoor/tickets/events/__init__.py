"""Everything that can happen to a ticket. This package imports no model."""

from frontdoor.tickets.events.conversation import (
    Confirmed,
    Doubted,
    Erased,
    Noted,
    Opened,
    Proved,
    Redacted,
    Replied,
)
from frontdoor.tickets.events.observed import (
    Bounced,
    Complained,
    FewerMails,
    HoldEnded,
    MoreMails,
    SendFailed,
)
from frontdoor.tickets.events.structure import (
    Absorbed,
    Attributed,
    Declined,
    Followed,
    Linked,
    Merged,
    Released,
    Split,
    SplitOff,
    Unfollowed,
    Unlinked,
    Unmerged,
)
from frontdoor.tickets.events.work import (
    Assigned,
    Changed,
    Closed,
    DevicesChanged,
    HandedOver,
    Held,
    HelpAsked,
    Reopened,
    Resolved,
    Snoozed,
    Started,
    Tagged,
    TimeLogged,
)

__all__ = [
    "Absorbed", "Assigned", "Attributed", "Bounced", "Changed", "Closed", "Complained", "Confirmed", "Declined",
    "DevicesChanged", "Doubted", "Erased", "FewerMails", "Followed", "HandedOver", "Held", "HelpAsked",
    "HoldEnded", "Linked", "Merged", "MoreMails", "Noted", "Opened", "Proved", "Redacted", "Released", "Reopened",
    "Replied", "Resolved", "SendFailed",
    "Snoozed", "Split", "SplitOff", "Started", "Tagged", "TimeLogged", "Unfollowed", "Unlinked", "Unmerged",
]  # fmt: skip
