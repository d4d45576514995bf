"""Names as IMAP writes them: quoted, and folders in the modified UTF-7 of RFC 3501, 5.1.3."""

from __future__ import annotations

import base64
import re

from django.utils.translation import gettext

from frontdoor.channels.adapters.email.imap.trouble import Trouble

BEYOND = re.compile(r"[^\x20-\x7e]+")


def folder(name: str) -> str:
    """Raises Trouble for what can't be a folder's name."""
    if not name or has_controls(name):
        raise Trouble(gettext("This can't be the name of a folder."), "folder")
    return quoted(BEYOND.sub(_shifted, name.replace("&", "&-")))


def quoted(text: str) -> str:
    """As a quoted string; the caller has refused control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def has_controls(text: str) -> bool:
    """A line break in a name would carry a second command (CVE-2025-15366)."""
    return any(ord(c) < 32 or ord(c) == 127 for c in text)


def _shifted(run: re.Match[str]) -> str:
    word = base64.b64encode(run[0].encode("utf-16-be", "replace")).decode().rstrip("=")
    return f"&{word.replace('/', ',')}-"
