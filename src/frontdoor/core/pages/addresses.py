"""Where a named page and a static file are: looked up once, for neither moves while we run."""

from __future__ import annotations

from functools import cache, lru_cache

from django.templatetags.static import static as found
from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, **parts: str | int) -> str:
    """The path of a named page."""
    return reverse(name, kwargs=parts)


@cache
def static(path: str) -> str:
    """The path of a static file, under its hashed name where there is one."""
    return found(path)
