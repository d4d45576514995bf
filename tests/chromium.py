"""A real browser: Debian's Chromium, headless, which talks to nobody but us."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def page(*, expected: tuple[str, ...] = (), **context: Any) -> Iterator[Page]:
    """A new profile with one page; every script error fails the test at the end, but for those it brings about."""
    errors: list[str] = []
    with _at_hand() as browser:
        profile = browser.new_context(**context)
        opened = profile.new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda said: errors.append(said.text) if _is_fault(said) else None)
        try:
            yield opened
        finally:
            profile.close()
    faults = [each for each in errors if not any(part in each for part in expected)]
    assert faults == [], faults


@contextmanager
def _at_hand() -> Iterator[Browser]:
    """The worker's one browser. Its driver runs a loop in this thread, which is seen only while a page is open."""
    before = asyncio._get_running_loop()
    browser, loop = _started()
    asyncio._set_running_loop(loop)
    try:
        yield browser
    finally:
        asyncio._set_running_loop(before)


@cache
def _started() -> tuple[Browser, asyncio.AbstractEventLoop]:
    """Starting driver and browser costs more than most tests; both end with this process."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt-get install chromium"
    playwright = sync_playwright().start()
    loop = asyncio.get_running_loop()
    return playwright.chromium.launch(executable_path=path, args=QUIET), loop


def _is_fault(said: ConsoleMessage) -> bool:
    """A refusal (422) and a conflict (409) are answers; the browser notes them as failures all the same."""
    answered = "status of 422" in said.text or "status of 409" in said.text
    return said.type == "error" and not answered
