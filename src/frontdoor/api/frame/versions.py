"""Which version of a ticket is meant: ETag, If-Match and If-None-Match (RFC 9110, 8.8.3 and 13.1).

The ETag of what was read is its version, a dot, and a digest of the answer: names of people and teams in it change
without the ticket. Changing it asks for the version alone, so that the ETag of a change fits as well.
"""

from __future__ import annotations

import hashlib
import re

from django.http import HttpRequest
from django.utils.http import parse_etags

from frontdoor.api.frame.problems import Problem

STRONG = re.compile(r'"(0|[1-9][0-9]{0,9})(?:\.[0-9a-f]{16})?"')


def etag(version: int | str) -> str:
    return f'"{version}"'


def of_answer(version: int, content: bytes) -> str:
    """The ETag of one answer, to the byte."""
    return etag(f"{version}.{hashlib.blake2b(content, digest_size=8).hexdigest()}")


def is_known(request: HttpRequest, tag: str) -> bool:
    """If-None-Match names it; compared weakly, as RFC 9110, 13.1.2 wants."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or tag in (each.removeprefix("W/") for each in known)


def insisted(request: HttpRequest) -> int | None:
    """The version that If-Match names; None without the header. Raises Problem 412 for what can match nothing."""
    given = request.headers.get("If-Match")
    if given is None:
        return None
    found = STRONG.fullmatch(given.strip())
    if found is None:
        raise Problem(
            412, "stale", 'If-Match takes one strong ETag, as the ticket was answered with: "12".'
        )
    return int(found[1])


def required(request: HttpRequest) -> int:
    """Raises Problem 428 where If-Match is missing (RFC 6585): two who change the same must notice."""
    version = insisted(request)
    if version is None:
        raise Problem(
            428, "version_needed", "Send If-Match with the ETag that you read, so nothing is lost."
        )
    return version
