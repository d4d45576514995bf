"""What the desk's own mail server found out about a sender: its Authentication-Results (RFC 8601), nobody else's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from authres import AuthResError, FeatureContext, dmarc

from frontdoor.channels.adapters.email.mail import Mail

FIELD = "authentication-results"
LONGEST = 4_000
READING = FeatureContext(dmarc)


class Sender(Enum):
    """Proved: the domain in From stands behind the mail. Refuted: it should, and doesn't. Unknown: nobody can tell."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` says in words why a refuted sender is not believed."""

    sender: Sender = Sender.UNKNOWN
    why: str = ""


def refuted(domain: str) -> Verdict:
    return Verdict(
        Sender.REFUTED, f"{domain} says how its mail can be told, and this is none of it (DMARC)."
    )


def told(mail: Mail, servers: Collection[str]) -> Verdict:
    """By the names under which the desk's own servers sign their results, in lower case."""
    found = list(_results(mail, servers))
    domain = mail.sender.address.rpartition("@")[2].lower()
    rules = [each for each in found if each.method == "dmarc"]
    if any(not _passes(each, domain) and each.result != "none" for each in rules):
        return refuted(domain)
    passed = [each for each in found if each.result == "pass"]
    if any(_stands_behind(each, domain, mail.sender.address.lower()) for each in passed):
        return Verdict(Sender.PROVED)
    return Verdict()


def _results(mail: Mail, servers: Collection[str]) -> Iterator[Any]:
    """Of the topmost run of own results: what a sender forged lies below what the last own server wrote."""
    for value in _own(mail.headers, servers):
        try:
            header = READING.parse(f"Authentication-Results: {value}")
        except AuthResError:
            continue  # it says nothing that can be read, so it proves nothing
        yield from header.results


def _own(headers: Iterable[tuple[str, str]], servers: Collection[str]) -> Iterator[str]:
    begun = False
    for name, value in headers:
        if name == FIELD and len(value) <= LONGEST and _server(value) in servers:
            begun = True
            yield value
        elif begun and name == "received":
            return


def _server(value: str) -> str:
    """The authserv-id: the first word, before its version."""
    return (value.partition(";")[0].split() or [""])[0].lower()


def _passes(result: Any, domain: str) -> bool:
    """For this From and no other; some servers don't say for which."""
    about = _property(result, "from")
    return result.result == "pass" and about in ("", domain)


def _stands_behind(result: Any, domain: str, address: str) -> bool:
    """Alignment, the strict half of it: the same domain or one above it."""
    if result.method == "dmarc":
        return True
    if result.method == "auth":
        return bool(address) and _property(result, "auth") == address
    names = {"dkim": "d", "spf": "mailfrom"}
    signed = _property(result, names.get(result.method, "")).rpartition("@")[2]
    return "." in signed and (domain == signed or domain.endswith(f".{signed}"))


def _property(result: Any, name: str) -> str:
    return next((str(each.value).lower() for each in result.properties if each.name == name), "")
