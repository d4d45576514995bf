"""Which network addresses may be reached: everything public, and what the environment allows beside it.

`ipaddress.is_global` is not asked: it calls `64:ff9b::7f00:1`, `2002:7f00:1::`, `::127.0.0.1`, `fec0::1`, `224.0.0.1`
and `168.63.129.16` global.
"""

from __future__ import annotations

import errno
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

BLOCKED: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""RFC 6890 and its like, the metadata services of the clouds, and the retired site-local range."""
MAPPED = ip_network("::ffff:0:0/96")
TRANSLATED = ip_network("64:ff9b::/96")
COMPATIBLE = ip_network("::/96")
SIX_TO_FOUR = ip_network("2002::/16")


def may_be_reached(text: str) -> bool:
    """`text` is an address as the resolver gives it, with or without a zone."""
    address = _bare(ip_address(text))
    if is_allowed(address):
        return True
    return not any(address in network for network in BLOCKED) and not _is_this_machine(address)


def is_allowed(address: Address) -> bool:
    """Named in FRONTDOOR_EGRESS_ALLOW: then any port of it may be reached too."""
    return any(address in ip_network(network) for network in settings.EGRESS_ALLOW)


def unwrapped(text: str) -> Address:
    """The address without its zone, and the IPv4 address where it carries one."""
    return _bare(ip_address(text))


def _bare(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    number = int(address)
    bare = IPv6Address(number)
    if bare in MAPPED or bare in TRANSLATED or (bare in COMPATIBLE and number > 1):
        return IPv4Address(number & 0xFFFFFFFF)
    if bare in SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    return bare


def _is_this_machine(address: Address) -> bool:
    """Only an own address can be bound: so it is told by its public address too."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError as problem:
        return problem.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL)
    return True
