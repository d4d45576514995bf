"""A real browser: Debian's Chromium, headless, which talks to nobody but us."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def page(**context: Any) -> Iterator[Page]:
    """A new profile with one page; every script error fails the test at the end."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt-get install chromium"
    errors: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        opened = browser.new_context(**context).new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda said: errors.append(said.text) if _is_fault(said) else None)
        yield opened
        browser.close()
    assert errors == [], errors


def _is_fault(said: ConsoleMessage) -> bool:
    """A refusal (422) and a conflict (409) are answers; the browser notes them as failures all the same."""
    answered = "status of 422" in said.text or "status of 409" in said.text
    return said.type == "error" and not answered
