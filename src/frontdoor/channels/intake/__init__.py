"""The second step of mail in: read what lies in the spool and give it to the verbs, once."""

from frontdoor.channels.intake.task import take_in

__all__ = ["take_in"]
