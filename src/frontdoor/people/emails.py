"""What counts as a mail address of an account, and its one spelling.

Stricter than RFC 5321 on purpose (trust.md, S41): quotes, comments, encoded words, NUL and literals are refused.
"""

from __future__ import annotations

import re

from frontdoor.core.errors import Refused

LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LONGEST_DOMAIN = 189
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def canonical(email: str) -> str:
    """Lower-case ASCII or IDNA. Raises Refused, naming what is wrong, where it is no usable address."""
    local, at, domain = email.strip().rpartition("@")
    if not at:
        raise Refused("An address has an @ in it, like ana@example.org.")
    if not local or "@" in local or "=?" in local or not LOCAL.fullmatch(local):
        raise Refused("The part before @ is not one we can use.")
    if len(local) > 64:
        raise Refused("The part before @ is longer than 64 characters.")
    return f"{local.lower()}@{_domain(domain)}"


def is_usable(email: str) -> bool:
    """True where `canonical` would not refuse."""
    try:
        canonical(email)
    except Refused:
        return False
    return True


def _domain(domain: str) -> str:
    if len(domain) > LONGEST_DOMAIN:  # what is longer than the longest costs seconds to spell
        raise Refused("The part after @ is not a host name.")
    try:
        ascii_domain = (
            domain.lower().encode("idna").decode("ascii")
            if not domain.isascii()
            else domain.lower()
        )
    except UnicodeError as problem:
        raise Refused("The part after @ is not a host name.") from problem
    labels = ascii_domain.split(".")
    if not domain:
        raise Refused("The part after @ is missing.")
    if len(ascii_domain) > LONGEST_DOMAIN or not all(LABEL.fullmatch(label) for label in labels):
        raise Refused("The part after @ is not a host name.")
    return ascii_domain
