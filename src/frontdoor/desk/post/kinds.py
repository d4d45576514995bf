"""What each kind of mail is called on the desk's pages."""

from __future__ import annotations

KINDS = {
    "acknowledgement": "Acknowledgement",
    "confirm": "“Was it you?”",
    "put_aside": "Notice of quarantine",
    "reply": "Answer",
    "resolved": "“Is it fixed?”",
    "sign_in": "Link to sign in",
}


def kind(name: str) -> str:
    """In words; a kind that has none yet shows its own name."""
    return KINDS.get(name) or name.replace("_", " ").capitalize()
