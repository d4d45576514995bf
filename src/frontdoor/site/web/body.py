"""Reads a request's body on the event loop, so that a slow sender holds no thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

IN_MEMORY = 256 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. A body has `patience` seconds, and one more for each `pace` bytes."""

    size: int = 32 * 2**20
    json: int = 2**20
    patience: float = 20.0
    pace: int = 16 * 1024


class TooLarge(Exception):
    """The body is larger than its limit; `unread` where more of it is still to come."""

    def __init__(self, *, unread: bool) -> None:
        super().__init__()
        self.unread = unread


class TooSlow(Exception):
    """The body did not come in its time."""


class Gone(Exception):
    """The sender left before the body was whole."""


async def read(receive: Receive, limit: int, limits: Limits) -> tuple[IO[bytes], int]:
    """The whole body, at its start, and its length. Raises TooLarge, TooSlow, Gone, or OSError."""
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the door closes it
    try:
        length = await _fill(body, receive, limit, limits)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, length


async def _fill(body: IO[bytes], receive: Receive, limit: int, limits: Limits) -> int:
    start = asyncio.get_running_loop().time()
    length, more = 0, True
    try:
        async with asyncio.timeout_at(start + limits.patience) as deadline:
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                length += body.write(message.get("body", b""))
                more = message.get("more_body", False)
                if length > limit:
                    raise TooLarge(unread=more)
                deadline.reschedule(start + limits.patience + length / limits.pace)
    except TimeoutError as late:
        raise TooSlow from late
    return length


async def drain(receive: Receive, seconds: float) -> None:
    """Reads on for a moment and forgets: a sender that is cut off at once never sees our answer."""
    try:
        async with asyncio.timeout(seconds):
            while (message := await receive())["type"] == "http.request":
                if not message.get("more_body", False):
                    return
    except TimeoutError:
        return
