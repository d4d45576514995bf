"""What the log says of a database that is away."""

from __future__ import annotations

import logging

from frontdoor.core.db import is_away


class Outages(logging.Filter):
    """One line instead of a trace, which would only tell where it was noticed: everywhere at once."""

    def filter(self, record: logging.LogRecord) -> bool:
        problem = record.exc_info[1] if record.exc_info else None
        if problem is not None and is_away(problem):
            reason = str(problem).strip().partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()}: {reason}", ()
            record.exc_info = record.exc_text = None
        return True
