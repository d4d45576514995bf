"""Text records of names, asked of one resolver within seconds, and remembered as long as they say."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from frontdoor.channels.adapters.email.signed import Text

if TYPE_CHECKING:
    from dns.resolver import Resolver

SECONDS = 3.0
REMEMBERED = 10_000


class Silent(Exception):
    """The resolver did not answer: whether there is such a record can't be told now."""


@functools.cache
def texts(resolver: str) -> Text:
    """`resolver` is "system", or an address with its port. Raises ImportError without the extra `mailauth`."""
    import dns.exception  # noqa: PLC0415 -- of an extra
    import dns.resolver  # noqa: PLC0415 -- of an extra

    asking = _resolver(resolver)

    def text(name: str) -> list[str]:
        try:
            answer = asking.resolve(name, "TXT", search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as trouble:
            if isinstance(trouble, dns.resolver.NoNameservers | dns.exception.Timeout):
                raise Silent(f"{name} could not be looked up.") from trouble
            return []  # no name that a server could have
        return [b"".join(each.strings).decode("utf-8", "replace") for each in answer]

    return text


def _resolver(address: str) -> Resolver:
    from dns.resolver import LRUCache, Resolver  # noqa: PLC0415 -- of an extra

    asking = Resolver(configure=address == "system")
    if address != "system":
        host, _, port = address.rpartition(":")
        asking.nameservers, asking.port = [host.strip("[]")], int(port)
    asking.lifetime, asking.timeout = SECONDS, SECONDS / 2
    asking.cache = LRUCache(REMEMBERED)
    return asking
