"""Other people's messages inside a text: copied headers and "… wrote:" lines, the newest first, one in another."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.addresses import Mailbox, mailboxes
from frontdoor.channels.adapters.email.automatic import DAEMON
from frontdoor.channels.adapters.email.forwards import sender_in, unquoted
from frontdoor.channels.adapters.email.history import Start, starts
from frontdoor.channels.adapters.email.mail import Mail
from frontdoor.channels.adapters.email.quotes import reply_text

MAX_NESTED = 10
UNPROVED = "Its sender is only written in the text."
_MAILTO = re.compile(r"[\[<(]mailto:\s*([^\]>)\s]+)[\])>]?")
_IN_LEAD = re.compile(r"[<(\[]?(?:mailto:)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?")
_LAST_OF_DATE = re.compile(
    r"^.*(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\.?|uhr|น\.|h\b|(?:GMT|UTC)?[+-]\d\d:?\d\d))?|\b(?:19|20)\d\d\b|日|일)"
    r"[\s,;)]*",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?i)^(?:\W|\b(?:at|um|schrieb|hat|a|écrit|el|le|von|from|user|the|às|alle|ore|om|kl|kello|o|godz|в|у|от)\b)+"
)


def copied(text: str, left: int = MAX_NESTED) -> tuple[Mail, ...]:
    """The message that the text brings along, which itself may bring another; empty where there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = starts(lines) if left else None
    if start is None:
        return ()
    fields = start.fields or _lead(" ".join(lines[start.at : start.body]))
    inner = "\n".join(unquoted(lines[start.body :])).strip()
    if not fields.get("from") and start.kind != "forwarded":
        return copied(inner, left - 1)
    return (_mail(start, fields, inner, copied(inner, left - 1)),)


def _mail(start: Start, fields: dict[str, str], text: str, brings: tuple[Mail, ...]) -> Mail:
    sender = Mailbox(*sender_in(fields.get("from", "")))
    return Mail(
        message_id="", in_reply_to=(), references=(), date=None, sender=sender, reply_to=(),
        to=_boxes(fields.get("to", "")), cc=_boxes(fields.get("cc", "")), subject=fields.get("subject", "")[:255],
        text=text, reply_text=reply_text(text), html="", attachments=(), is_auto_reply=False,
        may_auto_respond=not DAEMON.match(sender.address), bounce=None, forward=None, headers=(), doubts=(UNPROVED,),
        defects=(), brings=brings, copied=(*fields.items(), ("how", start.kind)),
    )  # fmt: skip


def _boxes(value: str) -> tuple[Mailbox, ...]:
    found = mailboxes(_MAILTO.sub(r"<\1>", value).replace(";", ","), 50)
    return tuple(box for box in found if box.address or box.name)


def _lead(line: str) -> dict[str, str]:
    """From "On Mon, 24 Nov 2025 at 10:00, Ana <ana@x.example> wrote:" who and when."""
    line = line.strip(" >*_")[:600]
    found = _IN_LEAD.search(line)
    if not found:
        return {}
    date = _LAST_OF_DATE.match(line[: found.start()])
    before = line[date.end() if date else 0 : found.start()]
    name = _GLUE.sub("", before).strip(" ,:;\"'„“”«»<([")
    when = date[0].strip(" ,;") if date else line[found.end() :]
    return {"from": f'"{name[:100]}" <{found[1]}>' if name else found[1], "date": when[:120]}
