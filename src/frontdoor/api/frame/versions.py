"""Which version of a ticket is meant: ETag and If-Match (RFC 9110, 8.8.3 and 13.1.1), strong ones only."""

from __future__ import annotations

import re

from django.http import HttpRequest

from frontdoor.api.frame.problems import Problem

STRONG = re.compile(r'"(0|[1-9][0-9]{0,9})"')


def etag(version: int | str) -> str:
    return f'"{version}"'


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
