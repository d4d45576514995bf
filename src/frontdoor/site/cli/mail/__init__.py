"""Takes mail in, and shows how it would be read."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, pure=frozenset({"explain"}), name="mail", help=__doc__)
