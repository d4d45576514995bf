"""One forked part: it lives until it is told to stop, or until its parent is gone."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from frontdoor.core import metrics

STOPS = (signal.SIGTERM, signal.SIGINT)
log = logging.getLogger("frontdoor.processes")


@dataclass(frozen=True)
class Part:
    """`run` lasts until SIGTERM and then returns."""

    name: str
    run: Callable[[], None]


@dataclass(frozen=True)
class Lifeline:
    """A pipe that nobody writes to. It closes when the parent ends, however it ends."""

    read: int
    write: int


def born(part: Part, lifeline: Lifeline) -> int:
    """Forks. The parent gets the child's process id; the child never returns."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # until the child has handlers of its own
    pid = os.fork()
    if pid == 0:
        _live(part, lifeline)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    return pid


def _live(part: Part, lifeline: Lifeline) -> None:
    code = 1
    try:
        _stand_alone(lifeline)
        metrics.begin()
        part.run()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0
    finally:
        if sys.exc_info()[0]:
            log.critical("The %s was stopped by a fault", part.name, exc_info=True)
        logging.shutdown()
        os._exit(code)


def _stand_alone(lifeline: Lifeline) -> None:
    """Undoes what the fork brought along: the parent's group, its signals, its end of the pipe."""
    os.setpgid(0, 0)
    os.close(lifeline.write)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number in STOPS:
        signal.signal(number, _leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    threading.Thread(target=_end_with_parent, args=(lifeline.read,), daemon=True).start()


def _leave(number: int, frame: object) -> None:
    """Until the part has handlers of its own, and when uvicorn raises its signal once more."""
    sys.exit(0)


def _end_with_parent(read: int) -> None:
    os.read(read, 1)
    os.kill(os.getpid(), signal.SIGTERM)
