"""Makes people."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, name="person", help=__doc__)
