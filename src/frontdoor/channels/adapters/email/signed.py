"""The desk's own look at a sender, where no mail server in front of it looks: DKIM (RFC 6376) under DMARC's rules.

DMARC's record and the organisation above a domain are found by walking up the names, without a list of suffixes. SPF
is not asked: whoever hands the mail in is mostly a server of one's own. Needs the extra `mailauth`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontdoor.channels.adapters.email.authentic import Sender, Verdict, refuted

MOST_LABELS, MOST_SIGNATURES = 8, 5
LONGEST_KEY = 1_500  # beyond 8,192 bits only its arithmetic would be felt
_DOMAIN = re.compile(rb"(?:^|;)\s*d\s*=\s*([A-Za-z0-9.-]{1,253})\s*(?:;|$)")
_PARTIAL = re.compile(rb"(?:^|;)\s*l\s*=")
Text = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Policy:
    """`organisation` is the name that others below it align with; `strict` wants exactly the domain in From."""

    organisation: str
    published: bool
    strict: bool = False


def looked_at(raw: bytes, domain: str, text: Text) -> Verdict:
    """`text` gives the TXT records of a name; what it raises where it can't tell goes through."""
    policy = policy_of(domain.lower(), text)
    if any(_aligned(name, domain.lower(), policy) for name in _signers(raw, domain, policy, text)):
        return Verdict(Sender.PROVED)
    return refuted(domain) if policy.published else Verdict()


def policy_of(domain: str, text: Text) -> Policy:
    """The record at the domain itself or, with the fewest names, above it."""
    found: list[tuple[str, dict[str, str]]] = []
    labels = domain.split(".")[-MOST_LABELS:]
    names = [domain, *(".".join(labels[at:]) for at in range(1, len(labels)))]
    for name in names:
        record = _record(text(f"_dmarc.{name}"))
        if record.get("psd") == "y":
            break
        if record:
            found.append((name, record))
        if record.get("psd") == "n":
            break
    if not found:
        return Policy(domain, published=False)
    return Policy(found[-1][0], published=True, strict=found[0][1].get("adkim") == "s")


def _record(texts: list[str]) -> dict[str, str]:
    """RFC 7489: exactly one that begins with its version; anything else is none."""
    records = [each for each in texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", each)]
    if len(records) != 1:
        return {}
    pairs = (part.partition("=") for part in records[0].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _aligned(signer: str, domain: str, policy: Policy) -> bool:
    if policy.strict:
        return signer == domain
    above = policy.organisation
    return signer == domain or (
        policy.published and (signer == above or signer.endswith(f".{above}"))
    )


def _signers(raw: bytes, domain: str, policy: Policy, text: Text) -> list[str]:
    """The domains among the aligned ones whose signature holds, over the whole body and From."""
    import dkim  # noqa: PLC0415 -- of an extra

    def key(name: bytes | str, timeout: int = 5) -> bytes | None:
        asked = name.decode("ascii") if isinstance(name, bytes) else name
        records = [each for each in text(asked.rstrip(".")) if len(each) <= LONGEST_KEY]
        return records[0].encode() if records else None

    try:
        mail = dkim.DKIM(raw, minkey=1024)
    except (dkim.DKIMException, ValueError):
        return []
    fields = [value for name, value in mail.headers if name.lower() == b"dkim-signature"]
    return [
        name
        for at, field in enumerate(fields[:MOST_SIGNATURES])
        if (name := _named(field))
        and _aligned(name, domain.lower(), policy)
        and _holds(mail, at, key)
    ]


def _named(field: bytes) -> str:
    """Empty for a signature that leaves a part of the body open to whoever comes after."""
    found = _DOMAIN.search(b"".join(field.split()))
    return found[1].decode("ascii").lower() if found and not _PARTIAL.search(field) else ""


def _holds(mail: Any, at: int, key: Callable[..., bytes | None]) -> bool:
    import dkim  # noqa: PLC0415 -- of an extra

    try:
        return bool(mail.verify(idx=at, dnsfunc=key))
    except (dkim.DKIMException, ValueError, LookupError, TypeError, AttributeError):
        return False  # it is broken in some way of its own, so it proves nothing
