"""Which mail goes into quarantine, and why, in words for whoever looks there."""

from __future__ import annotations

from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.intake import verification
from frontdoor.channels.mailboxes import addresses
from frontdoor.channels.models import Outgoing
from frontdoor.people import directory
from frontdoor.people.emails import is_usable

LOOP_MARK = "x-frontdoor-loop"
OURS = "This is our own mail coming back."


def why(mail: Mail) -> str:
    """Empty for what may become a ticket or belong to one."""
    if mail.unfit:
        return mail.unfit
    if _is_ours(mail):
        return OURS
    return verification.REASON if _is_verification(mail) else ""


def _is_ours(mail: Mail) -> bool:
    """By the mark that we put on it, by our address as its sender, or by the id of a mail that we sent."""
    if mail.header(LOOP_MARK) or addresses.is_ours(mail.sender.address):
        return True
    ours = mail.message_id.startswith("fd.")
    return ours and Outgoing.objects.filter(message_id=mail.message_id).exists()


def _is_verification(mail: Mail) -> bool:
    if mail.bounce is not None:
        return False
    return verification.by_a_machine(mail) or (
        verification.tells_a_code(mail) and not _is_known(mail)
    )


def _is_known(mail: Mail) -> bool:
    """Somebody who has proved their address, or works here."""
    if mail.doubts or not is_usable(mail.sender.address):
        return False
    person = directory.by_email(mail.sender.address)
    return person is not None and person.addresses.exclude(verified_at=None).exists()
