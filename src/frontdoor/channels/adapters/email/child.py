"""Reads mail for another process: host, depth and raw bytes in, the mail as frames out.

Started by `bounded.py` as `python -m frontdoor.channels.adapters.email.child SECONDS MEGABYTES`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from frontdoor.channels.adapters.email.read import read
from frontdoor.channels.adapters.email.serving import serve
from frontdoor.channels.adapters.email.wire import written


def answered(host: bytes, deep: bytes, raw: bytes) -> Iterator[bytes]:
    own_host = host.decode("ascii", "replace")
    return written(read(raw, own_host=own_host, deep=int.from_bytes(deep, "big")))


if __name__ == "__main__":
    serve(answered, parts=3, seconds=float(sys.argv[1]), megabytes=int(sys.argv[2]))
