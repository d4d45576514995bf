"""A mail server that answers each command as it is told, breaks off, or says nothing: what the world does to mail."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

BREAK, SILENCE = "break", "silence"
Answer = str | Callable[["RudeSink", str], str]


@dataclass
class RudeSink:
    """`answers` by stage: greeting, ehlo, mail, rcpt, data, end. A callable is given the line that was said."""

    answers: dict[str, Answer] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    port: int = 0
    _ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def came_beyond(self, before: int, patience: float = 20) -> bool:
        """Waits until more than so many were taken."""
        until = time.monotonic() + patience
        while len(self.taken) <= before and time.monotonic() < until:
            time.sleep(0.02)
        return len(self.taken) > before

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def answer(self, stage: str, line: str, usual: str) -> str:
        self.said[stage].append(line)
        told = self.answers.get(stage, usual)
        return told(self, line) if callable(told) else told

    def talk(self, peer: socket.socket) -> None:
        with self._lock:
            self.connections += 1
            self.open_now += 1
            self.most_open = max(self.most_open, self.open_now)
        try:
            with peer, suppress(OSError, _Broken):
                _Talk(self, peer).run()
        finally:
            with self._lock:
                self.open_now -= 1


class _Broken(Exception):
    pass


@dataclass
class _Talk:
    sink: RudeSink
    peer: socket.socket

    def run(self) -> None:
        self.lines = self.peer.makefile("rb")
        self._say("greeting", "", "220 sink")
        recipient = ""
        while line := self.lines.readline().decode("latin-1").rstrip("\r\n"):
            verb = line.split(" ")[0].lower()
            if verb == "rcpt":
                recipient = line.partition("<")[2].partition(">")[0]
            if verb == "quit":
                return self._send("221 bye")
            if verb == "data":
                if self._say("data", line, "354 go on").startswith("354"):
                    self._body(recipient)
            elif verb == "ehlo":
                self._say("ehlo", line, "250 sink")
            else:
                self._say(verb, line, "250 OK")
        return None

    def _body(self, recipient: str) -> None:
        body = b""
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                raise _Broken
            body += line[1:] if line.startswith(b"..") else line
        self._say("end", recipient, "250 taken", lambda: self.sink.taken.append((recipient, body)))

    def _say(
        self, stage: str, line: str, usual: str, taken: Callable[[], None] | None = None
    ) -> str:
        told = self.sink.answer(stage, line, usual)
        if taken and (told in (BREAK, SILENCE) or told.startswith("250")):
            taken()
        if told == BREAK:
            raise _Broken
        if told == SILENCE:
            self.sink._ended.wait()
            raise _Broken
        self._send(told)
        if told.startswith("421"):
            raise _Broken
        return told

    def _send(self, line: str) -> None:
        self.peer.sendall(line.encode() + b"\r\n")


@contextmanager
def rude_sink(port: int = 0, **answers: Answer) -> Iterator[RudeSink]:
    sink = RudeSink(dict(answers))
    server = socket.create_server(("127.0.0.1", port))
    sink.port = server.getsockname()[1]

    def welcome() -> None:
        with suppress(OSError):
            while True:
                peer, _ = server.accept()
                threading.Thread(target=sink.talk, args=(peer,), daemon=True).start()

    threading.Thread(target=welcome, daemon=True).start()
    try:
        yield sink
    finally:
        sink._ended.set()
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
