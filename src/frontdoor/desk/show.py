"""Prints a page of the desk with its surroundings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from frontdoor.desk import toast
from frontdoor.desk.door import Visitor
from frontdoor.desk.shell import shell


def show(
    request: HttpRequest,
    visitor: Visitor,
    template: str,
    context: dict[str, Any],
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, with the toast that an earlier answer left."""
    left = toast.found(request)
    around = context.pop("shell", None) or shell(visitor, current, left)
    response = render(request, template, {"shell": around, **context}, status=status)
    if left:
        response.delete_cookie(toast.COOKIE)
    return response
