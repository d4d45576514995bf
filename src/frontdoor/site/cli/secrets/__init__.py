"""Looks after the key that mailboxes' passwords and the like are sealed with."""

from __future__ import annotations

from frontdoor.site.cli import Commands

command = Commands(__name__, __path__, name="secrets", help=__doc__)
