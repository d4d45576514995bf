"""The quick log's grammar, where the palette and outside checks look for it."""

from __future__ import annotations

from frontdoor.channels.quicklog.draft import Candidate, Draft, Span
from frontdoor.channels.quicklog.parse import parse

__all__ = ["Candidate", "Draft", "Span", "parse"]
