"""Shows tasks that were given up, and runs them again."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, name="task", help=__doc__)
