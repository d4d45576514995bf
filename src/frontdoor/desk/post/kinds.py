"""What each kind of mail is called on the desk's pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

KINDS = {
    "acknowledgement": gettext_noop("Acknowledgement"),
    "confirm": gettext_noop("“Was it you?”"),
    "put_aside": gettext_noop("Notice of quarantine"),
    "reply": gettext_noop("Answer"),
    "resolved": gettext_noop("“Is it fixed?”"),
    "sign_in": gettext_noop("Link to sign in"),
}


def kind(name: str) -> str:
    """In words; a kind that has none yet shows its own name."""
    return _(KINDS[name]) if name in KINDS else name.replace("_", " ").capitalize()
