"""Takes things out of the house, each in a form of its own."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, name="export", help=__doc__)
