"""What a person sees when something broke: which of the two it was, and a reference; never a trace."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500. A database that is away or full is no bug: ask to come back."""
    kind = sys.exc_info()[0]
    if kind and issubclass(kind, OperationalError | InterfaceError):
        return HttpResponse(
            get_template("503.html").render(), status=503, headers={"Retry-After": "60"}
        )
    return HttpResponse(get_template("500.html").render(), status=500)
