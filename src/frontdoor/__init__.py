"""Frontdoor: the help desk that is easier than the workaround."""

__version__ = "0.1.0"
