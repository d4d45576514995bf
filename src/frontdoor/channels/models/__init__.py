"""The tables of the channels: what came in, what must go out, and where it does not get through."""

from frontdoor.channels.models.destination import Destination
from frontdoor.channels.models.fewer import Fewer
from frontdoor.channels.models.grant import Grant
from frontdoor.channels.models.mailbox import Mailbox, MailboxAddress
from frontdoor.channels.models.outgoing import Outgoing
from frontdoor.channels.models.signature import Signature
from frontdoor.channels.models.spooled import Spooled

__all__ = [
    "Destination",
    "Fewer",
    "Grant",
    "Mailbox",
    "MailboxAddress",
    "Outgoing",
    "Signature",
    "Spooled",
]
