"""Is it alive, is it ready, and what has it counted: for whoever watches the desk."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import Http404
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from frontdoor import __version__
from frontdoor.channels.mailboxes import health as mailbox_health
from frontdoor.core import disk
from frontdoor.core.lag import LAGS
from frontdoor.core.tasks.dead import dead
from frontdoor.people.login import tokens


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all. It asks nobody."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, there is room, and nothing of ours has waited too long; else 503.

    What waits for somebody else's server degrades the desk and does not take it out of service (decision 47).
    """
    try:
        facts = _facts()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    return JsonResponse(facts, status=200 if facts["ready"] else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus's text format, for this machine and for administrators' tokens."""
    if not (_is_near(request) or _is_administrators(request)):
        raise Http404
    return HttpResponse(_counted(), content_type=CONTENT_TYPE_LATEST)


def _facts() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    ages = _ages()
    late = {name: round(ages[name]) for name in _late(ages)}
    ours = any(not LAGS[name].elsewhere for name in late)
    room = disk.has_room()
    return {
        "ready": room and not ours, "degraded": _degraded(ages), "database": "answers", "room": room, "late": late,
    }  # fmt: skip


def _ages() -> dict[str, float]:
    """How long the oldest of each sort has waited, in seconds."""
    return {name: LAGS[name].oldest() for name in LAGS}


def _late(ages: dict[str, float]) -> list[str]:
    return [name for name, age in ages.items() if age > LAGS[name].limit]


def _degraded(ages: dict[str, float]) -> bool:
    """The desk works, and somebody else's mail server does not."""
    return any(LAGS[name].elsewhere for name in _late(ages)) or mailbox_health.in_the_way()


def _is_near(request: HttpRequest) -> bool:
    return ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "::").is_loopback


def _is_administrators(request: HttpRequest) -> bool:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    held = tokens.holder(secret) if kind == "Bearer" else None
    return held is not None and held[1].role == "admin"


def _counted() -> bytes:
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(Now())
    return generate_latest(registry)


class Now(Collector):
    """What is not counted but looked at: ages, room, version."""

    def collect(self) -> Iterator[Metric]:
        ages = _ages()
        oldest = GaugeMetricFamily(
            "frontdoor_oldest_seconds", "How long the oldest thing has waited.", labels=["queue"]
        )
        for name, age in ages.items():
            oldest.add_metric([name], age)
        yield oldest
        words = "1 while the desk works and somebody else's mail server does not."
        yield GaugeMetricFamily("frontdoor_degraded", words, value=float(_degraded(ages)))
        yield from _mailboxes()
        yield GaugeMetricFamily("frontdoor_tasks_dead", "Tasks given up.", value=dead().count())
        free = disk.free(Path(settings.DATA))
        yield GaugeMetricFamily("frontdoor_disk_free_bytes", "Room for data.", value=free)
        version = GaugeMetricFamily("frontdoor_version", "Always 1.", labels=["version"])
        version.add_metric([__version__], 1)
        yield version


def _mailboxes() -> Iterator[Metric]:
    ages = GaugeMetricFamily(
        "frontdoor_mailbox_age_seconds",
        "Since a fetched mailbox was last looked into.",
        labels=["mailbox"],
    )
    failing = GaugeMetricFamily(
        "frontdoor_mailbox_failing", "1 while something is in the way.", labels=["mailbox"]
    )
    for mailbox in mailbox_health.fetched():
        name = f"{mailbox.pk} {mailbox.name}"
        ages.add_metric([name], mailbox_health.age(mailbox))
        failing.add_metric([name], 1 if mailbox.error else 0)
    yield ages
    yield failing
