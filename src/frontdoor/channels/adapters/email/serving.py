"""The process that reads for another: one request at a time, within limits that the kernel keeps."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Callable, Iterable

from frontdoor.channels.adapters.email.wire import frame, framed

Answered = Callable[..., Iterable[bytes]]


def serve(answered: Answered, *, parts: int, seconds: float, megabytes: int) -> None:
    """Serves until its input ends. A request is so many frames, and so is what it is answered with.

    Alarm and memory limits end it wherever it is, C code too; an exception ends it as well.
    """
    _limit(megabytes)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(framed(b"ready"))
    answers.flush()
    while True:
        try:
            asked = [frame(requests) for _ in range(parts)]
        except EOFError:
            return
        answers.writelines(_in_time(answered, asked, seconds))
        answers.flush()


def _in_time(answered: Answered, asked: list[bytes], seconds: float) -> list[bytes]:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    frames = list(answered(*asked))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return frames


def _limit(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
