"""Delivery reports: whom the desk's mail did not reach, by the report's own parts, then by its words."""

from __future__ import annotations

import re

from frontdoor.channels.adapters.email.automatic import AWAY, REPLIED
from frontdoor.channels.adapters.email.bouncewords import (
    ADDRESSED,
    AUTOMATIC,
    COPY,
    DAEMON,
    SUBJECT,
    TEMPORARY,
    UNDELIVERED,
    UNSENT,
)
from frontdoor.channels.adapters.email.headers import Headers
from frontdoor.channels.adapters.email.mail import Bounce
from frontdoor.channels.adapters.email.reports import Recipient, content, nodes, recipients
from frontdoor.channels.adapters.email.tree import Node

MAX_RECIPIENTS = 100
_STATUS = re.compile(r"(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.])")
_CODE = re.compile(r"(?i)(?<![\d.:/-])([45][0-5]\d)(?=[ -])(?!-\d\d-)|code[ :=]{1,3}([45]\d\d)\b")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)*")


def bounce_of(raw: bytes, root: Node, text: str) -> Bounce | None:
    """None where the message is no delivery report; reports of abuse and of reading are none."""
    parts = list(nodes(root))
    types = {part.type for part in parts}
    if types & _OTHER_REPORTS or _report_type(root.headers) in _OTHER_KINDS:
        return _refused(raw, parts, text)
    told = [
        one
        for part in parts
        if part.type in _STATUS_TYPES
        for one in recipients(content(raw, part))
    ]
    if told:
        return _reported(told, text)
    if not _looks_like_one(root.headers, text, types):
        return None
    own = COPY.split(text, maxsplit=1)[0]
    pseudo = recipients(own) or recipients(text)
    return _reported(pseudo, own) if pseudo else _worded(raw, root, own, parts)


def _report_type(headers: Headers) -> str:
    return headers.parameterised("content-type").parameters.get("report-type", "").lower()


_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_OTHER_REPORTS = {"message/feedback-report", "message/disposition-notification"}
_OTHER_KINDS = ("feedback-report", "disposition-notification")


def _refused(raw: bytes, parts: list[Node], text: str) -> Bounce | None:
    """A mailbox that took the message and threw it away says so in a receipt (RFC 8098)."""
    for part in parts:
        if part.type == "message/disposition-notification":
            said = content(raw, part)
            if _DISCARDED.search(said) and UNDELIVERED.search(text):
                return Bounce(
                    tuple(one.address for one in recipients(said)),
                    permanent=True,
                    status="",
                    reason=_reason(text),
                )
    return None


_DISCARDED = re.compile(r"(?im)^disposition:\s*automatic-action/.*;\s*(?:deleted|denied|failed)")


def _reported(told: list[Recipient], text: str) -> Bounce | None:
    failing = [
        one for one in told if one.action not in ("delivered", "relayed", "expanded", "deliverable")
    ]
    if not failing:
        return None
    first = failing[0]
    permanent = any(_is_permanent(one, text) for one in failing)
    addresses = tuple(dict.fromkeys(one.address for one in failing))[:MAX_RECIPIENTS]
    return Bounce(addresses, permanent, first.status, (first.diagnostic or _reason(text))[:500])


def _is_permanent(one: Recipient, text: str) -> bool:
    """By the status, else by the code in the diagnosis, else by the action."""
    if one.action == "delayed":
        return False
    if found := _STATUS.search(one.diagnostic):
        return found[1] == "5"
    if one.status[:1] in ("4", "5") and one.status not in ("4.0.0", "5.0.0"):
        return one.status[0] == "5"
    if one.status[:1] != "4" and (found := _CODE.search(one.diagnostic)):
        return (found[1] or found[2])[0] == "5"
    return one.status[:1] != "4" if one.status else not TEMPORARY.search(text)


def _looks_like_one(headers: Headers, text: str, types: set[str]) -> bool:
    if headers.raw("x-failed-recipients") or types & {"message/delivery-status"}:
        return True
    if _report_type(headers) == "delivery-status":
        return True
    return _evidence(headers, text, types) >= 2


def _evidence(headers: Headers, text: str, types: set[str]) -> int:
    """Two of: a daemon's name, no return path, a subject of its kind, words of its kind; never words alone."""
    subject, sender = headers.first("subject"), headers.first("from")
    daemon, named = bool(UNSENT.search(sender)), bool(DAEMON.search(sender))
    unreturned = any(path in ("<>", "") for path in headers.all("return-path"))
    replied = headers.first("auto-submitted").lower().startswith("auto-")
    returned = bool(types & {"message/rfc822", "text/rfc822-headers"})
    if AUTOMATIC.search(subject) or AWAY.search(subject):
        return 0
    if any(map(headers.raw, REPLIED)) or (headers.raw("list-id") and not (daemon or named)):
        return 0
    if not (daemon or named or unreturned or replied or returned):
        return 0
    evidence = (
        2 * daemon + named + bool(SUBJECT.search(subject)) + (1 if replied else 2) * unreturned
    )
    return evidence + (evidence == 1 and bool(UNDELIVERED.search(text[:20_000])))


def _worded(raw: bytes, root: Node, own: str, parts: list[Node]) -> Bounce:
    addresses = _failed(root.headers) or _named(own, root.headers) or _originally(raw, parts)
    status = _STATUS.search(own)
    return Bounce(
        tuple(addresses)[:MAX_RECIPIENTS],
        _permanent(own, root.headers),
        status[0] if status else "",
        _reason(own),
    )


def _permanent(own: str, headers: Headers) -> bool:
    if found := _STATUS.search(own):
        return found[1] == "5"
    if found := _CODE.search(own):
        return (found[1] or found[2])[0] == "5"
    return not TEMPORARY.search(f"{headers.first('subject')}\n{own}")


def _failed(headers: Headers) -> list[str]:
    return _unique(_ADDRESS.findall(" ".join(headers.all("x-failed-recipients"))))


def _named(own: str, headers: Headers) -> list[str]:
    """The addresses set apart in the report's own words, else any that are not its sender's or reader's."""
    apart = _unique(found for match in ADDRESSED.finditer(own) for found in match.groups() if found)
    if apart:
        return apart
    mine = {
        box.address.lower()
        for name in ("from", "to", "reply-to")
        for box in headers.mailboxes(name)
    }
    return [one for one in _unique(_ADDRESS.findall(own)) if one.lower() not in mine][:1]


def _originally(raw: bytes, parts: list[Node]) -> list[str]:
    """To whom the returned message was addressed."""
    for part in parts:
        if part.type in ("message/rfc822", "text/rfc822-headers"):
            found = re.search(r"(?im)^to:(.*(?:\n[ \t].*)*)", content(raw, part, 20_000))
            return _unique(_ADDRESS.findall(found[1])) if found else []
    return []


def _unique(addresses: object) -> list[str]:
    found: dict[str, str] = {}
    for address in addresses:  # type: ignore[attr-defined]
        found.setdefault(address.lower(), address.strip("."))
    return list(found.values())


def _reason(text: str) -> str:
    """The line that says why: the one with a status or code, else the first."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return next(
        (line for line in lines if _STATUS.search(line) or _CODE.search(line)),
        lines[0] if lines else "",
    )[:500]
