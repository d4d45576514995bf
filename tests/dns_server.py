"""A real name server on loopback that knows a few text records and says of every other name that there is none."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextlib.contextmanager
def name_server(texts: Mapping[str, str]) -> Iterator[str]:
    """Yields its address with port; `texts` may change while it runs."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(line, texts), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{line.getsockname()[1]}"
    finally:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", line.getsockname())
        thread.join(5)
        line.close()


def _serve(line: socket.socket, texts: Mapping[str, str]) -> None:
    while True:
        data, whom = line.recvfrom(4096)
        if not data:
            return
        asked = dns.message.from_wire(data)
        line.sendto(_answer(asked, texts).to_wire(), whom)


def _answer(asked: dns.message.Message, texts: Mapping[str, str]) -> dns.message.Message:
    answer = dns.message.make_response(asked)
    name = asked.question[0].name.to_text().rstrip(".").lower()
    if name not in texts:
        answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer
    pieces = [texts[name][at : at + 250] for at in range(0, len(texts[name]), 250)]
    said = " ".join(f'"{piece}"' for piece in pieces)
    answer.answer.append(dns.rrset.from_text(asked.question[0].name, 60, "IN", "TXT", said))
    return answer
