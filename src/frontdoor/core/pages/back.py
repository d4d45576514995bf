"""Where to go on after a detour: only ever to an address of this site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def local(request: HttpRequest, wanted: str, *, otherwise: str = "/") -> str:
    """`wanted` where it stays on this site (trust.md, S29), else `otherwise`."""
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure):
        return wanted
    return otherwise
