"""The tables of what comes in and goes out."""

from frontdoor.channels.models.outgoing import Outgoing
from frontdoor.channels.models.spooled import Spooled

__all__ = ["Outgoing", "Spooled"]
