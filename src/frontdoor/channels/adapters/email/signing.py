"""DKIM: sign what leaves, where the administrator set a key (RFC 6376). Needs the extra mailauth."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings

# From twice, so that nobody adds a second one (RFC 6376, 8.15); both List- headers, or one click is not believed
# (RFC 8058, 4).
COVERED = (
    "from", "from", "to", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "mime-version",
    "content-type", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """`private` is PEM; the public half stands in the DNS at `selector`._domainkey.`domain`."""

    domain: str
    selector: str
    private: str


def signed(content: bytes, sender: str) -> bytes:
    """The mail with a signature on top; as it is where there is no key for the sender's domain."""
    key: Key | None = settings.DKIM
    if key is None or not _covers(key.domain, sender.rpartition("@")[2].lower()):
        return content
    import dkim  # noqa: PLC0415  optional

    held = {name.lower() for name in re.findall(rb"(?m)^([A-Za-z-]+):", _head(content))}
    covered = [name.encode() for name in COVERED if name.encode() in held]
    made: bytes = dkim.sign(
        content, key.selector.encode(), key.domain.encode(), key.private.encode(),
        canonicalize=(b"relaxed", b"relaxed"), include_headers=covered,
    )  # fmt: skip
    return made + content


def _covers(domain: str, sender: str) -> bool:
    """A signature counts for DMARC where it is of the sender's own domain, or of one above it."""
    return sender == domain or sender.endswith(f".{domain}")


def _head(content: bytes) -> bytes:
    return content.partition(b"\r\n\r\n")[0]
