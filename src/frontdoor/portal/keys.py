"""The key that makes one form count once, however often it is sent (trust.md, R26)."""

from __future__ import annotations

import re
import secrets

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def read(value: str) -> str:
    """The key that came with the form; a new one where what came is none."""
    return value if KEY.fullmatch(value) else secrets.token_urlsafe(16)
