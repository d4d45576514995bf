"""Try a mailbox's settings without taking anything: what stands in the way, or what was found."""

from __future__ import annotations

from dataclasses import dataclass

from frontdoor.channels.adapters.email.imap.server import session_of
from frontdoor.channels.adapters.email.imap.session import Session
from frontdoor.channels.adapters.email.imap.trouble import NOT_ALLOWED, Trouble
from frontdoor.channels.models import Mailbox
from frontdoor.core.egress.imap import PORTS
from frontdoor.core.egress.lines import Forbidden, Unknown, judged


@dataclass(frozen=True)
class Verdict:
    """In words for whoever set it up. `field` is the one to look at where it went wrong."""

    well: bool
    words: str
    field: str = ""


def tried(mailbox: Mailbox) -> Verdict:
    """`mailbox` may be unsaved. Nothing on the server is changed."""
    try:
        with session_of(mailbox) as session:
            return Verdict(True, _found(mailbox, session))
    except Trouble as trouble:
        return Verdict(False, str(trouble), trouble.field)


def allowed(mailbox: Mailbox) -> Verdict:
    """Whether the address may be reached at all, without reaching it: what may not is never saved (trust.md, 6.5)."""
    try:
        judged(mailbox.host, mailbox.port, ports=PORTS)
    except Forbidden:
        return Verdict(False, NOT_ALLOWED, "host")
    except Unknown:
        return Verdict(True, "There is no such name now.", "host")
    return Verdict(True, "")


def _found(mailbox: Mailbox, session: Session) -> str:
    session.open(mailbox.folder, to_change=False)
    many = len(session.uids(0))
    mails = "no mail" if many == 0 else "1 mail" if many == 1 else f"{many:,} mails"
    words = f"This works: “{mailbox.user}” is let in, and “{mailbox.folder}” holds {mails}."
    if mailbox.after == Mailbox.After.MOVE and not session.has(mailbox.done_folder):
        words += f" The folder “{mailbox.done_folder}” is not there yet; it will be made."
    if not session.can("IDLE"):
        words += " The server can't tell at once what is new, so it is asked every minute."
    return words
