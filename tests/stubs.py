"""A server that says what it is told to, line by line, and remembers what it heard."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[bytes], bytes | None]


@dataclass
class Stub:
    """`heard` are the lines of all its visitors. `answer` gives what to say to a line; None hangs up."""

    answer: Answer
    greeting: bytes = b""
    context: ssl.SSLContext | None = None
    heard: list[bytes] = field(default_factory=list)
    visits: int = 0
    port: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            self.visits += 1
            with suppress(OSError):
                self._talk(line)
            line.close()

    def _talk(self, line: socket.socket) -> None:
        line.settimeout(10)
        if self.context is not None:
            line = self.context.wrap_socket(line, server_side=True)
        line.sendall(self.greeting)
        with line.makefile("rb") as lines:
            for said in lines:
                self.heard.append(said.rstrip(b"\r\n"))
                answer = self.answer(said.rstrip(b"\r\n"))
                if answer is None:
                    return
                line.sendall(answer)


@contextmanager
def stub(
    answer: Answer,
    *,
    greeting: bytes = b"",
    context: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
) -> Iterator[Stub]:
    """Running on a port of its own until the block ends."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    made = Stub(answer, greeting, context, port=listener.getsockname()[1])
    thread = threading.Thread(target=made.serve, args=(listener,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
