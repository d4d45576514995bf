"""One CSRF field for all forms of a page: Django would mask its token anew for each of them."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject


def fields(request: HttpRequest) -> dict[str, object]:
    """Context of every page; made only where a form asks for it."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}
