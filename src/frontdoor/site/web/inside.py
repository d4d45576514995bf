"""Django behind the door: its WSGI handler in eight threads, each with its own kept connection."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

from frontdoor.core.sending import BEHIND_THE_DOOR
from frontdoor.site.web.door import BODY, Inside

Environ = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]

THREADS = 8
QUEUE = 1024
"""Pieces of an answer that may wait for a slow reader before its thread has to."""


def django() -> Inside:
    """Django's views, each in a thread."""
    return in_threads(get_wsgi_application())


def in_threads(application: Wsgi) -> Inside:
    """A WSGI application as one that the door can stand before."""
    return cast("Inside", WSGIMiddleware(_with_body(application), THREADS, QUEUE))


def _with_body(application: Wsgi) -> Wsgi:
    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        environ["wsgi.input"] = environ["asgi.scope"][BODY]
        environ["wsgi.errors"] = sys.stderr
        environ[BEHIND_THE_DOOR] = True
        return application(environ, start_response)

    return answer
