"""The one template engine: Jinja2, autoescaped, strict about names that are not there."""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import Any

import jinja2
from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.utils.translation import get_language

from frontdoor.core import disk, logs
from frontdoor.core.pages import faces, shapes, times
from frontdoor.core.pages.addresses import address, static
from frontdoor.core.pages.spoken import Spoken


class Pages(Jinja2):
    """Django's Jinja2 backend, finding templates where the screens keep them: `templates/`.

    It speaks one language, and hands a page in another one to the engine that speaks that.
    """

    app_dirname = "templates"

    def __init__(self, params: dict[str, Any], language: str = settings.LANGUAGE_CODE) -> None:
        self._params, self.language = deepcopy(params), language
        self._others: dict[str, Pages] = {}
        params["OPTIONS"]["language"] = language
        super().__init__(params)

    def get_template(self, template_name: str) -> Any:
        language = get_language() or self.language
        if language == self.language:
            return super().get_template(template_name)
        if language not in self._others:
            self._others[language] = Pages(deepcopy(self._params), language)
        return self._others[language].get_template(template_name)


def environment(**options: Any) -> jinja2.Environment:
    """An environment in which a misspelt name fails instead of printing nothing."""
    options |= {"autoescape": True, "undefined": jinja2.StrictUndefined}
    env = Spoken(**options, trim_blocks=True, lstrip_blocks=True)
    env.globals.update(static=static, url=address, icon=shapes.icon, form_key=_form_key)
    env.globals.update({name: shapes.SHAPES[name] for name in shapes.SHAPES})
    env.globals.update(reference=logs.reference.get, disk_has_room=disk.has_room)
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
