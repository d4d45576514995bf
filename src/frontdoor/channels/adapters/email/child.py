"""The process that reads mail for another: one message at a time, within limits that the kernel keeps.

Started by `bounded.py` as `python -m frontdoor.channels.adapters.email.child SECONDS MEGABYTES`.
"""

from __future__ import annotations

import resource
import signal
import sys
from typing import BinaryIO

from frontdoor.channels.adapters.email.read import read
from frontdoor.channels.adapters.email.wire import frame, framed, written


def main(seconds: float, megabytes: int) -> None:
    """Serves until its input ends. Alarm and memory limits end it wherever it is, C code too."""
    _limit(megabytes)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(framed(b"ready"))
    answers.flush()
    while True:
        try:
            host = frame(requests).decode("ascii", "replace")
            deep = frame(requests)
            raw = frame(requests)
        except EOFError:
            return
        _serve(raw, seconds, answers, own_host=host, deep=int.from_bytes(deep, "big"))


def _serve(raw: bytes, seconds: float, answers: BinaryIO, *, own_host: str, deep: int) -> None:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    frames = list(written(read(raw, own_host=own_host, deep=deep)))
    signal.setitimer(signal.ITIMER_REAL, 0)
    answers.writelines(frames)
    answers.flush()


def _limit(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
