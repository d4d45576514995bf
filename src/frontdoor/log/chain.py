"""The evidence chain: each entry's hash covers its predecessor and its own canonical bytes.

Personal payload enters only as SHA-256(salt ‖ payload), so that erasing payload and salt is erasure and
the chain still verifies. What is hashed how stands in `offline.py`, which outsiders run without us.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from frontdoor.log.offline import START, Entry

__all__ = ["START", "Entry", "moment", "payload"]


def payload(data: dict[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8. Both databases give back what was put in."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def moment(at: datetime) -> str:
    """A time as it is hashed: UTC, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
