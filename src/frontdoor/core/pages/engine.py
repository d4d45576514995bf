"""The one template engine: Jinja2, autoescaped, strict about names that are not there."""

from __future__ import annotations

import secrets
from typing import Any

import jinja2
from django.template.backends.jinja2 import Jinja2

from frontdoor.core import logs
from frontdoor.core.pages import faces, shapes, times
from frontdoor.core.pages.addresses import address, static


class Pages(Jinja2):
    """Django's Jinja2 backend, finding templates where the screens keep them: `templates/`."""

    app_dirname = "templates"


def environment(**options: Any) -> jinja2.Environment:
    """An environment in which a misspelt name fails instead of printing nothing."""
    options |= {"autoescape": True, "undefined": jinja2.StrictUndefined}
    env = jinja2.Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    env.globals.update(static=static, url=address, icon=shapes.icon, form_key=_form_key)
    env.globals.update({name: shapes.SHAPES[name] for name in shapes.SHAPES})
    env.globals["reference"] = logs.reference.get
    env.filters.update(
        age=times.age,
        clock=times.clock,
        minutes=times.minutes,
        initials=faces.initials,
        hue=faces.hue,
    )
    return env


def _form_key() -> str:
    """A key for one form on one page: posted twice, the form counts once (trust.md R26)."""
    return secrets.token_urlsafe(16)
