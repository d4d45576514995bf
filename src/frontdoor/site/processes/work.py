"""The worker as a process: it ends gently on SIGTERM and Ctrl-C."""

from __future__ import annotations

import signal

from frontdoor.core.tasks.worker import Worker


def work() -> None:
    """Claims what is due and runs it. SIGTERM: finishes or gives back within ten seconds."""
    worker = Worker()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stop())
    worker.run()
