"""The whole desk as one family: prepared, imported, forked."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
from django.conf import settings
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from jinja2 import TemplateAssertionError

import frontdoor
from frontdoor.core.errors import Unsound
from frontdoor.core.lag import LAGS
from frontdoor.core.tasks.work import work
from frontdoor.site import prepare
from frontdoor.site.occupancy import living_in
from frontdoor.site.processes.child import Part
from frontdoor.site.processes.family import Family
from frontdoor.site.processes.post import fetch, listen
from frontdoor.site.web import server


def run(bound: socket.socket, before: Callable[[], None]) -> None:
    """Returns when everything has stopped. `before` runs when all is prepared and nothing started."""
    prepare.own(Path(settings.DATA))
    _require_mail_port()
    with living_in(Path(settings.DATA)):
        prepare.prepare()
        before()
        _live(bound)


def _live(bound: socket.socket) -> None:
    import_everything()
    click.echo(f"Frontdoor answers on {settings.SITE_URL}")
    if link := prepare.first_link():
        click.echo(f"Sign the first administrator in, once: {link}")
    connections.close_all()
    Family(_parts(bound), leaving=bound.close).run()


def _require_mail_port() -> None:
    """Said at once, not by a part that starts again and again."""
    if settings.MAIL_LISTEN:
        host, port = settings.MAIL_LISTEN
        try:
            server.listen(host, port).close()
        except OSError as problem:
            raise Unsound(f"{host}:{port} can't be used for mail: {problem.strerror}.") from problem


def import_everything() -> None:
    """What the parts would import or compile at their first request: here it is shared by all."""
    get_resolver().url_patterns  # noqa: B018  finds and imports every view
    list(LAGS)
    house = Path(frontdoor.__file__).parent
    templates = engines.all()[0].env  # type: ignore[attr-defined]
    for name in templates.list_templates():
        _, path, _ = templates.loader.get_source(templates, name)
        if house in Path(str(path)).parents:
            with suppress(TemplateAssertionError):  # some are another engine's, as mail's words
                templates.get_template(name)


def _parts(bound: socket.socket) -> list[Part]:
    parts = [Part("web", lambda: server.serve([bound])), Part("worker", work), Part("fetch", fetch)]
    return [*parts, Part("mail", listen)] if settings.MAIL_LISTEN else parts
