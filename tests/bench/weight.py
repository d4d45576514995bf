"""How heavy a page is on the first visit and on the second, compressed, as a browser would fetch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, normpath

from tests.bench.meters import Figure, family, pss_mb
from tests.served import Served

LINKED = re.compile(r"""(?:href|src)="(/static/[^"#]+)""")
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']|url\(["']?([^"')]+)["']?\)""")


def figures(served: Served, cookie: str) -> Iterator[Figure]:
    first, page = visit(served, "/desk/lists/open/", cookie)
    yield Figure("page weight, first visit", f"{first / 1000:.0f} kB", "≤ 120 kB")
    yield Figure("page weight, second visit", f"{page / 1000:.1f} kB", "≤ 15 kB")
    yield Figure(
        "memory of all processes at rest",
        f"{pss_mb(family(served.process.pid)):.0f} MB PSS",
        "≤ 180 MB",
    )


def visit(served: Served, path: str, cookie: str) -> tuple[int, int]:
    """Bytes over the line with everything that it loads, and of the page alone."""
    size, text = fetch(served, path, cookie)
    waiting, seen, total = sorted(set(LINKED.findall(text))), set(), size
    while waiting:
        asset = waiting.pop()
        if asset in seen:
            continue
        seen.add(asset)
        weight, inside = fetch(served, asset, cookie)
        total += weight
        waiting += _named_in(asset, inside)
    return total, size


def fetch(served: Served, path: str, cookie: str) -> tuple[int, str]:
    packed = served.ask(
        "GET", path, headers={"Accept-Encoding": "gzip", "Cookie": f"session={cookie}"}
    ).read()
    plain = served.ask("GET", path, headers={"Cookie": f"session={cookie}"}).read()
    return len(packed), plain.decode("utf-8", "replace")


def _named_in(asset: str, text: str) -> list[str]:
    if not asset.endswith((".js", ".css")):
        return []
    found = [one or two for one, two in IMPORTED.findall(text)]
    return [
        normpath(f"{dirname(asset)}/{name}")
        for name in found
        if not name.startswith(("data:", "http", "/", "#"))
    ]
