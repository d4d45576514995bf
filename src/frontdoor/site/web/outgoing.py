"""What leaves the door: the view's answer, or the file that it named, sent off the threads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import IO, Any

from frontdoor.core import sending, storage
from frontdoor.site.web.body import Message, Receive

Send = Callable[[Message], Awaitable[None]]

PIECE = 256 * 1024
BLOB = sending.HEADER.lower().encode()


class Outgoing:
    """Passes messages on; counts what a log line needs; sends a named blob in the view's place."""

    def __init__(self, send: Send, receive: Receive, reference: str) -> None:
        self.status = 0
        self.bytes = 0
        self._send = send
        self._receive = receive
        self._reference = reference.encode()
        self._file: IO[bytes] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._send(self._start(message))
        elif self._file is None:
            self.bytes += len(message.get("body", b""))
            await self._send(message)
        elif not message.get("more_body", False):
            await self._send_file(self._file)

    def _start(self, message: Message) -> Message:
        self.status = message["status"]
        headers = [(name, value) for name, value in message["headers"] if name != BLOB]
        named = dict(message["headers"]).get(BLOB)
        if named:
            self._file = storage.open_blob(named.decode())
            headers = [(name, value) for name, value in headers if name != b"content-length"]
            headers.append((b"content-length", str(_size(self._file)).encode()))
        return {**message, "headers": [*headers, (b"x-request-id", self._reference)]}

    async def _send_file(self, file: IO[bytes]) -> None:
        gone = asyncio.ensure_future(_left(self._receive))
        try:
            with file:
                await self._send_pieces(file, gone)
        finally:
            gone.cancel()

    async def _send_pieces(self, file: IO[bytes], gone: asyncio.Future[Any]) -> None:
        while (piece := await asyncio.to_thread(file.read, PIECE)) and not gone.done():
            self.bytes += len(piece)
            await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        await self._send({"type": "http.response.body", "body": b""})


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


async def _left(receive: Receive) -> None:
    """Returns when the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
