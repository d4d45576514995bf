"""What pages draw: icons from the one sprite, and the shapes that screens add in `shapes.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from frontdoor.core.pages.addresses import static
from frontdoor.core.registry import Registry

SHAPES: Registry[Callable[..., Markup]] = Registry("shapes")
"""Functions that every template may call by name."""


@cache
def icon(name: str, size: str = "") -> Markup:
    """A picture without a word for screen readers; `size` is "" (16 px), "l" (20) or "door"."""
    return Markup('<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        f" {size}" if size else "", static("core/icons.svg"), name
    )
