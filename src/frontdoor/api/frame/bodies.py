"""How a JSON body is read: its declared type, its size, then strictly."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser

from frontdoor.api.frame import strict_json
from frontdoor.api.frame.problems import Fault, Problem, invalid

LARGEST = 2**20
TYPE = "application/json"


class StrictParser(Parser):
    """ninja's hook. What it raises arrives at the handler as the cause of ninja's own error."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        _require_json(request)
        if len(request.body) > LARGEST:
            raise too_large(LARGEST)
        try:
            return cast("dict[str, Any]", strict_json.parse(request.body))
        except strict_json.BadJson as problem:
            fault = Fault(problem.detail, problem.pointer)
            raise invalid("The body can't be read.", fault) from problem


def too_large(limit: int) -> Problem:
    return Problem(413, "too_large", f"This may be at most {limit:,} bytes.")


def unsupported(detail: str, accepted: str) -> Problem:
    return Problem(415, "unsupported_type", detail, headers={"Accept": accepted})


def require_plain(request: HttpRequest, accepted: str) -> None:
    """Raises Problem where the body is packed: a small body must not become a large one."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise unsupported("Send the body as it is, without Content-Encoding.", accepted)


def _require_json(request: HttpRequest) -> None:
    params = request.content_params or {}
    charset = params.get("charset", "utf-8").lower()
    if request.content_type != TYPE or charset != "utf-8" or params.keys() - {"charset"}:
        raise unsupported(f"Send {TYPE} in UTF-8.", TYPE)
    require_plain(request, TYPE)
