"""What was decided about mail, for the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from frontdoor.log.events import Event


@dataclass(frozen=True)
class MailJudged(Event, kind="channels.mail_judged"):
    """`did` is again, open or discard."""

    sentence = "{actor} decided about mail {mail} in quarantine: {did}"
    mail: int
    did: str
    why: str = ""
