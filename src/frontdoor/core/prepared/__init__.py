"""Statements that are put into SQL once and run again with other values: questions, and rows written by their keys."""

from frontdoor.core.prepared.questions import Given, Prepared, prepared
from frontdoor.core.prepared.rows import insert, update, update_if

__all__ = ["Given", "Prepared", "insert", "prepared", "update", "update_if"]
