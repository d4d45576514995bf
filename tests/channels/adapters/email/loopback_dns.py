"""A name server on loopback that knows a few TXT records."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import dns.flags
import dns.message
import dns.rdatatype
import dns.resolver
import dns.rrset


@contextmanager
def answering(records: Mapping[str, str]) -> Iterator[Callable[..., bytes | None]]:
    """Gives a function that asks it for a TXT record, as dkimpy wants one."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                wire, peer = server.recvfrom(4096)
                if not wire:
                    return
                server.sendto(_answer(wire, records), peer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], server.getsockname()[1]

    def txt(name: bytes | str, timeout: float = 5) -> bytes | None:
        asked = name.decode() if isinstance(name, bytes) else name
        try:
            found = resolver.resolve(asked, "TXT", lifetime=timeout)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        return b"".join(found[0].strings)

    try:
        yield txt
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", resolver.port))
        thread.join(5)
        server.close()


def _answer(wire: bytes, records: Mapping[str, str]) -> bytes:
    query = dns.message.from_wire(wire)
    reply = dns.message.make_response(query)
    name = query.question[0].name.to_text()
    if name in records and query.question[0].rdtype == dns.rdatatype.TXT:
        pieces = [records[name][n : n + 200] for n in range(0, len(records[name]), 200)]
        words = " ".join(f'"{piece}"' for piece in pieces)
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", words))
    else:
        reply.set_rcode(3)
    return reply.to_wire()
