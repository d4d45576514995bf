"""Makes tokens for programs that use the API."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, name="token", help=__doc__)
