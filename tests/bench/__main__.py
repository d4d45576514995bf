"""`bin/bench [--tickets N] [--data FOLDER] [--only PART…]`: fill a desk, measure it, print the table."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import mkdtemp

import django

PARSER = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
PARSER.add_argument("--tickets", type=int, default=100_000)
PARSER.add_argument("--data", type=Path, help="a folder to fill, or one that an earlier run filled")
PARTS = ("raw", "pages", "weight", "api", "mail")
PARSER.add_argument(
    "--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS)
)


def main() -> None:
    asked = PARSER.parse_args()
    folder = asked.data or Path(mkdtemp(prefix="frontdoor-bench."))
    os.environ |= {
        "FRONTDOOR_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "frontdoor.site.settings", "FRONTDOOR_MIN_FREE": "0",
        "FRONTDOOR_URL": "http://127.0.0.1",
    }  # fmt: skip
    django.setup()
    from tests.bench.table import line, title  # noqa: PLC0415 -- needs the settings above

    print(title())
    for figure in measured(folder, asked.tickets, asked.only):
        print(line(figure), flush=True)


def measured(folder: Path, tickets: int, parts: Collection[str]) -> Iterator[object]:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from frontdoor.site.prepare import prepare  # noqa: PLC0415
    from frontdoor.tickets.models import Message, Ticket  # noqa: PLC0415
    from tests.bench import pages, raw  # noqa: PLC0415
    from tests.bench.meters import Figure  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    prepare()
    if not Ticket.objects.exists():
        yield filled(tickets)
    yield Figure(
        "tickets, messages",
        f"{Ticket.objects.count():,}, {Message.objects.count():,}",
        raw=connection.vendor,
    )
    if "raw" in parts:
        yield from raw.limits(folder)
    if "pages" in parts:
        yield from pages.figures()
    if {"weight", "api", "mail"} & set(parts):
        yield from served(folder, parts)


def served(folder: Path, parts: Collection[str]) -> Iterator[object]:
    """What only the running desk can show, all its processes together."""
    from frontdoor.people.models import Person  # noqa: PLC0415
    from tests.bench import api, mail, pages, weight  # noqa: PLC0415
    from tests.served import Installation, serving  # noqa: PLC0415

    agent = Person.objects.filter(role="agent", active=True).order_by("pk")[0]
    cookie = pages.signed_in(agent).cookies["session"].value
    installation = Installation(folder, os.environ.get("DATABASE_URL", ""))
    installation.log.unlink(missing_ok=True)  # an earlier run's port stands in it
    with serving(installation) as desk:
        desk.ask("GET", "/desk/", headers={"Cookie": f"session={cookie}"}).read()
        if "weight" in parts:
            yield from weight.figures(desk, cookie)
        if "api" in parts:
            yield from api.figures(desk, agent)
        if "mail" in parts:
            yield from mail.figures(desk)


def filled(tickets: int) -> object:
    import subprocess  # noqa: PLC0415

    from tests.bench.meters import Figure  # noqa: PLC0415

    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "frontdoor", "demo", "--tickets", str(tickets), "--seed", "1"],
        check=True,
    )
    minutes = (time.perf_counter() - start) / 60
    return Figure("demo data", f"{minutes:.1f} min", "< 5 min" if tickets == 100_000 else "")


if __name__ == "__main__":
    main()
