"""Icons from the one sprite."""

from __future__ import annotations

from functools import cache

from django.templatetags.static import static
from markupsafe import Markup


@cache
def icon(name: str, size: str = "") -> Markup:
    """A picture without a word for screen readers; `size` is "" (16 px), "l" (20) or "door"."""
    return Markup('<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        f" {size}" if size else "", static("core/icons.svg"), name
    )
