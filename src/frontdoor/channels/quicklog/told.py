"""A draft as JSON, for the command line and the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from frontdoor.channels.quicklog.draft import Candidate, Draft


def told(draft: Draft) -> dict[str, Any]:
    """What was understood, with times in ISO 8601; `spans` say which characters were read as what."""
    plain = asdict(draft)
    plain["person"] = _person(draft.person) if draft.person else None
    plain["candidates"] = [_person(one) for one in draft.candidates]
    plain["happened_at"] = draft.happened_at.isoformat() if draft.happened_at else None
    return plain


def _person(one: Candidate) -> dict[str, Any]:
    email = one.addresses[0] if one.addresses else ""
    return {"id": one.person_id, "name": one.name, "email": email, "about": one.about}
