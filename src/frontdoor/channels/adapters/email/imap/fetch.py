"""Takes what is new in one folder: each mail into the spool, durably, and only then away on the server."""

from __future__ import annotations

from collections.abc import Callable

from frontdoor.channels import pressure, spool
from frontdoor.channels.adapters.email.imap.session import LARGEST, Listed, Session
from frontdoor.channels.adapters.email.imap.trouble import Trouble
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core.disk import has_room

AT_ONCE = 20
"""So many mails are put away together: each costs the server a search of its folder."""


class Folder:
    """One opened folder of one mailbox, read from where it was left."""

    def __init__(self, mailbox: Mailbox, session: Session) -> None:
        self._mailbox, self._session = mailbox, session
        session.open(mailbox.folder, to_change=mailbox.after != Mailbox.After.LEAVE)
        _begin(mailbox, session)
        self._above = mailbox.floor
        self._has_folder = False

    def take(self, stopped: Callable[[], bool]) -> int:
        """How many were taken. Raises Trouble; whatever was not spooled lies where it lay."""
        uids = self._session.uids(self._above)
        known, there = self._known(), set(uids)
        waiting = [uid for uid in known if known[uid] and uid in there]
        taken = 0
        for mail in self._session.listed([uid for uid in uids if uid not in known]):
            if stopped():
                return taken
            if self._take(mail):
                taken += 1
                waiting += [mail.uid] if mail.size <= LARGEST else []
            if len(waiting) >= AT_ONCE:
                self._put_away(waiting)
                waiting = []
        self._put_away(waiting)
        # Everything up to here is ours or was looked at.
        self._above = max([self._above, *uids])
        return taken

    def _known(self) -> dict[int, bool]:
        """The UIDs in the spool; False where only the head was taken, so that the mail must stay."""
        rows = Spooled.objects.filter(
            mailbox=self._mailbox, uidvalidity=self._session.uidvalidity, uid__gt=self._above
        )
        return {
            int(uid or 0): whole is None for uid, whole in rows.values_list("uid", "whole_size")
        }

    def _take(self, mail: Listed) -> bool:
        if self._mailbox.by_date and mail.at and mail.at < self._mailbox.created_at:
            return False
        _require_room()
        raw = self._session.fetch(mail)
        if raw is None:
            return False
        place = spool.Fetched(
            self._session.uidvalidity, mail.uid, mail.size if mail.size > LARGEST else None
        )
        spool.accept(raw, spool.Envelope("imap", fetched=place, mailbox=self._mailbox))
        return True

    def _put_away(self, uids: list[int]) -> None:
        if not uids or self._mailbox.after == Mailbox.After.LEAVE:
            return
        if self._mailbox.after == Mailbox.After.MOVE and not self._has_folder:
            self._make_folder(self._mailbox.done_folder)
        for start in range(0, len(uids), AT_ONCE):
            some = uids[start : start + AT_ONCE]
            if self._mailbox.after == Mailbox.After.DELETE:
                self._session.delete(some)
            else:
                self._session.move(some, self._mailbox.done_folder)

    def _make_folder(self, name: str) -> None:
        if not self._session.has(name):
            self._session.make(name)
        self._has_folder = True


def _begin(mailbox: Mailbox, session: Session) -> None:
    """At the first time, and after the server has numbered the folder anew."""
    if mailbox.uidvalidity == session.uidvalidity:
        return
    first = mailbox.uidvalidity is None
    mailbox.floor = session.uidnext - 1 if first and not mailbox.takes_old else 0
    mailbox.by_date = not first and not mailbox.takes_old
    mailbox.uidvalidity = session.uidvalidity
    columns = {name: getattr(mailbox, name) for name in ("floor", "by_date", "uidvalidity")}
    if not Mailbox.objects.filter(pk=mailbox.pk, version=mailbox.version).update(**columns):
        raise Trouble("Its settings were just changed.")


def _require_room() -> None:
    if not has_room():
        raise Trouble("There is no room on our own disk, so mail stays on the server.")
    if pressure.is_high():
        raise Trouble("More mail waits here than can be read at once, so mail stays on the server.")
