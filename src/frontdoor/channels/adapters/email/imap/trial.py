"""Try a mailbox's settings without taking anything: what stands in the way, or what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        return Verdict(False, str(NOT_ALLOWED), "host")
    except Unknown:
        return Verdict(True, _("There is no such name now."), "host")
    return Verdict(True, "")


def _found(mailbox: Mailbox, session: Session) -> str:
    session.open(mailbox.folder, to_change=False)
    many = len(session.uids(0))
    names = {"user": mailbox.user, "folder": mailbox.folder, "many": f"{many:,}"}
    words = _holds(many).format(**names)
    if mailbox.after == Mailbox.After.MOVE and not session.has(mailbox.done_folder):
        made = _("The folder “{folder}” is not there yet; it will be made.")
        words += " " + made.format(folder=mailbox.done_folder)
    if not session.can("IDLE"):
        words += " " + _("The server can't tell at once what is new, so it is asked every minute.")
    return words


def _holds(many: int) -> str:
    if many == 0:
        return _("This works: “{user}” is let in, and “{folder}” holds no mail.")
    return ngettext(
        "This works: “{user}” is let in, and “{folder}” holds {many} mail.",
        "This works: “{user}” is let in, and “{folder}” holds {many} mails.",
        many,
    )
