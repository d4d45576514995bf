"""The door before Django's threads: nothing gets a thread before its whole body is here.

a2wsgi alone is not safe against the network (docs/decisions/0010-the-door.md): a slow sender would
hold a thread, a body cut half-way would reach the view as if whole, a chunked one as empty.
"""

from __future__ import annotations

import io
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from errno import ENOSPC
from typing import IO, Any

from frontdoor.core import logs, metrics
from frontdoor.site.web import body as bodies
from frontdoor.site.web.body import Gone, Limits, Receive, TooLarge, TooSlow
from frontdoor.site.web.outgoing import Outgoing, Send
from frontdoor.site.web.refusals import Refusals

log = logging.getLogger("frontdoor.web")

Scope = dict[str, Any]
Inside = Callable[[Scope, Receive, Send], Awaitable[None]]
BODY = "frontdoor.body"
MAIL = "/mail/in/"
"""Where a provider hands over whole mails, some of them as JSON."""
LINGER = 3.0
"""Seconds in which a refused sender may read our answer while it still sends."""


@dataclass(frozen=True)
class Door:
    """An ASGI application in front of `inside`, which finds the body in the scope, under `BODY`."""

    inside: Inside
    refusals: Refusals
    has_room: Callable[[], bool]
    limits: Limits = field(default_factory=Limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inside(scope, receive, send)
            return
        started = time.perf_counter()
        reference = secrets.token_hex(6)
        logs.reference.set(reference)
        out = Outgoing(send, receive, reference)
        try:
            await self._let_in(scope, receive, out)
        finally:
            seconds = time.perf_counter() - started
            logs.access(log, scope, out.status, out.bytes, seconds)
            metrics.answered(scope["method"], out.status, seconds)

    async def _let_in(self, scope: Scope, receive: Receive, out: Outgoing) -> None:
        headers = dict(scope["headers"])
        try:
            body, length = await self._body(scope["path"], headers, receive)
        except Gone:
            return
        except TooLarge as large:
            await self._refuse(413, scope, out, receive if large.unread else None)
        except TooSlow:
            await self._refuse(408, scope, out, None)
        except OSError as full:
            log.warning("A request was turned away: %s", full)
            await self._refuse(503, scope, out, receive)
        else:
            with body:
                await self.inside(_inward(scope, body, length), receive, out)

    async def _body(
        self, path: str, headers: dict[bytes, bytes], receive: Receive
    ) -> tuple[IO[bytes], int]:
        declared = headers.get(b"content-length", b"0")
        if declared == b"0" and b"transfer-encoding" not in headers:
            return io.BytesIO(), 0
        if not self.has_room():
            raise OSError(ENOSPC, "the disk is nearly full")
        limit = self._limit(path, headers.get(b"content-type", b""))
        if int(declared) > limit:
            raise TooLarge(unread=True)
        return await bodies.read(receive, limit, self.limits)

    def _limit(self, path: str, content_type: bytes) -> int:
        small = b"json" in content_type.lower() and not path.startswith(MAIL)
        return self.limits.json if small else self.limits.size

    async def _refuse(self, status: int, scope: Scope, out: Outgoing, rest: Receive | None) -> None:
        preferred = dict(scope["headers"]).get(b"accept-language", b"")
        start, content = self.refusals.answer(
            status, scope["path"], logs.reference.get(), preferred
        )
        await out(start)
        await out({"type": "http.response.body", "body": content, "more_body": True})
        if rest:
            await bodies.drain(rest, LINGER)
        await out({"type": "http.response.body", "body": b""})


def _inward(scope: Scope, body: IO[bytes], length: int) -> Scope:
    """The request as Django may see it: no ambiguous header, and the length that really came."""
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and name not in (b"content-length", b"transfer-encoding")
    ]
    return {**scope, "headers": [*headers, (b"content-length", str(length).encode())], BODY: body}
