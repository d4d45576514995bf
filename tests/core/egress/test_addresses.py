"""S13: what may be reached is judged by the address that a name resolves to, and just that one is connected to."""

from __future__ import annotations

import socket

import pytest

from frontdoor.core.egress import lines, web
from frontdoor.core.egress.addresses import may_be_reached
from tests.stubs import Stub, stub

BLOCKED = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "168.63.129.16", "100.64.0.1",
    "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:c0a8:101::1", "::127.0.0.1", "fec0::1", "fe80::1%lo", "fd00:ec2::254", "fc00::1", "ff02::1",
    "2001:db8::1", "2001::1", "100::1",
]  # fmt: skip
SPELLINGS = [
    "127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f.1", "0177.0.0.1", "①②⑦.⓪.⓪.①", "１２７.0.0.1",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "localhost", "localhost.", "[fe80::1%lo]",
]  # fmt: skip
MALFORMED = [
    "http://ok@127.0.0.1/", "http://127.0.0.1#@ok", "http://ok\\@127.0.0.1/", "http:///127.0.0.1/", "http://ok:80:81/",
    "http://o\tk/", "http://ok\r\nHost: x/", "http://[::1", "//ok/", "ok", "", "http://", "http://ok:0/", "http://ok:65536/",
    "http://ok:-1/",
]  # fmt: skip
SCHEMES = ["file", "ftp", "gopher", "dict", "data", "javascript", "ldap", "jar", "unix"]


@pytest.fixture
def sink() -> Stub:
    with stub(lambda line: b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") as running:
        yield running


def ask(url: str) -> web.Answer:
    return web.ask(web.Question(url, seconds=5))


@pytest.mark.parametrize("address", BLOCKED)
def test_what_is_not_public_is_not_reached(address):
    assert not may_be_reached(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822", "2002:5db8:d822::1"]
)
def test_what_is_public_is_reached(address):
    assert may_be_reached(address)


def test_an_own_address_of_this_machine_is_not_reached(settings):
    settings.EGRESS_ALLOW = ()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(
            ("192.0.2.1", 9)
        )  # sends nothing: it only chooses the address that we go out by
        own = probe.getsockname()[0]

    assert not may_be_reached(own)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_is_connected_to(host, sink):
    """U01, U02, U04. A name that this machine's resolver doesn't know is as good as refused."""
    with pytest.raises((web.Forbidden, web.Unknown)):
        ask(f"http://{host}:{sink.port}/")
    with pytest.raises((lines.Forbidden, lines.Unknown)):
        lines.connect(host.strip("[]"), sink.port, ports=frozenset({sink.port}), timeout=5)

    assert sink.visits == 0


@pytest.mark.parametrize("url", MALFORMED)
def test_an_address_that_can_be_read_in_two_ways_is_refused_before_it_is_resolved(url):
    """U06, U08."""
    with pytest.raises(web.Forbidden):
        ask(url)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_the_web_is_asked(scheme):
    """U07."""
    with pytest.raises(web.Forbidden):
        ask(f"{scheme}://example.org/etc/passwd")


@pytest.mark.parametrize("port", [22, 25, 6379])
def test_only_the_webs_own_ports_are_asked(port, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _public)
    with pytest.raises(web.Forbidden):
        web.judge(f"http://example.org:{port}/")


def test_every_refusal_says_the_same():
    said = set()
    for url in ("http://127.0.0.1/", "http://10.0.0.1/", "file:///etc/passwd", "http://a@b/"):
        with pytest.raises(web.Forbidden) as refused:
            ask(url)
        said.add(str(refused.value))

    assert said == {"This address is not allowed."}


def test_a_name_is_resolved_once_and_connected_to_as_it_was_judged(sink, settings, monkeypatch):
    """A resolver that answers with an allowed address first and with another one ever after (U04)."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *rest: object, **more: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    settings.EGRESS_ALLOW = ("127.0.0.1/32",)

    assert ask(f"http://rebind.example:{sink.port}/").body == b"hi"
    assert asked == ["rebind.example"]
    with pytest.raises(web.Forbidden):
        ask(f"http://rebind.example:{sink.port}/")


def test_one_forbidden_address_among_several_forbids_the_name(monkeypatch):
    def mixed(host: str, port: int, *rest: object, **more: object) -> object:
        return [
            *_public(host, port),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", mixed)

    with pytest.raises(web.Forbidden):
        web.judge("http://mixed.example/")


def _public(host: str, port: int, *rest: object, **more: object) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]
