"""The door's own answers, in plain words: a page for people, problem details for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import trans_real

from frontdoor.core import logs
from frontdoor.core.pages.headers import HEADERS
from frontdoor.site.web.body import Message

MARK = "REFERENCE-GOES-HERE"
WORDS = {
    408: "What you sent did not arrive in time. Please send it again.",
    413: "What you sent is too large.",
    503: "The desk can't take anything in at the moment. Please try again in a minute.",
}
RETRY_AFTER = b"60"


@dataclass(frozen=True)
class Refusals:
    """`pages` holds the HTML of each language and status, with MARK where the reference goes."""

    pages: Mapping[str, Mapping[int, str]]

    def answer(
        self, status: int, path: str, reference: str, preferred: bytes = b""
    ) -> tuple[Message, bytes]:
        """The first message and the content. The connection ends after it. `preferred` is Accept-Language."""
        if path.startswith("/api/"):
            content, kind = _problem(status, reference), b"application/problem+json"
        else:
            content = (
                self.pages[self._language(preferred)][status].replace(MARK, reference).encode()
            )
            kind = b"text/html; charset=utf-8"
        headers = [
            (b"content-type", kind),
            (b"content-length", str(len(content)).encode()),
            (b"connection", b"close"),
            *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
        ]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append((b"retry-after", RETRY_AFTER))
        return {"type": "http.response.start", "status": status, "headers": headers}, content

    def _language(self, preferred: bytes) -> str:
        """As `core.pages.speak` chooses: the first that is wanted and that there is."""
        wanted = trans_real.parse_accept_lang_header(preferred.decode("latin-1"))
        known = (name for language, _ in wanted for name in (language, language.partition("-")[0]))
        return next((name for name in known if name in self.pages), settings.LANGUAGE_CODE)


def pages() -> dict[str, dict[int, str]]:
    """Each page rendered once: when they are needed there may be no thread and no database."""
    told = logs.reference.set(MARK)
    try:
        return {language: _spoken(language) for language, _ in settings.LANGUAGES}
    finally:
        logs.reference.reset(told)


def _spoken(language: str) -> dict[int, str]:
    with translation.override(language):
        return {status: get_template(f"{status}.html").render() for status in WORDS}


def _problem(status: int, reference: str) -> bytes:
    """RFC 9457."""
    return json.dumps(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": WORDS[status],
            "instance": f"urn:frontdoor:request:{reference}",
        }
    ).encode()
