"""The tables of what comes in and goes out."""

from frontdoor.channels.models.grant import Grant
from frontdoor.channels.models.mailbox import Mailbox, MailboxAddress
from frontdoor.channels.models.outgoing import Outgoing
from frontdoor.channels.models.spooled import Spooled

__all__ = ["Grant", "Mailbox", "MailboxAddress", "Outgoing", "Spooled"]
