"""Log lines as JSON: what was asked and how it went; never a body, never a secret."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

reference: ContextVar[str] = ContextVar("reference", default="")
"""What a person can tell us, to find the lines of their request."""

LONG = re.compile(r"[A-Za-z0-9_\-]{20,}")
"""One-time links and tokens stand in paths; nothing else there is as long."""


class Json(logging.Formatter):
    """One object a line: time, level, logger, message, and what the record holds as `facts`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
            "pid": record.process,
        }
        if told := reference.get():
            line["reference"] = told
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """The same for a person who watches a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in getattr(record, "facts", {}).items())
        told = reference.get()
        words = [self.formatTime(record, "%H:%M:%S"), masked(record.getMessage()), facts, told]
        text = " ".join(word for word in words if word)
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


def masked(text: str) -> str:
    """The text without anything that is long enough to be a token."""
    return LONG.sub("…", text)


def access(
    log: logging.Logger, scope: Mapping[str, Any], status: int, size: int, seconds: float
) -> None:
    """One line for a request. The query is left out: people search for names."""
    log.info(
        "%s %s",
        scope["method"],
        scope["path"],
        extra={"facts": {"status": status, "bytes": size, "ms": round(seconds * 1000, 1)}},
    )


def settings() -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, as JSON unless a person watches."""
    shape = Plain if sys.stderr.isatty() else Json
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{shape.__module__}.{shape.__qualname__}"}},
        "filters": {"outages": {"()": "frontdoor.core.db.outages.Outages"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["outages"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO", "handlers": [], "propagate": True},
            "uvicorn": {"level": "WARNING"},
            "mail.log": {"level": "WARNING"},
        },
    }
