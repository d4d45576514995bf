"""Write evidence that anybody can check without us: a zip file that is also the program that checks it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings

from frontdoor import __version__
from frontdoor.core import clock
from frontdoor.core.errors import Unsound
from frontdoor.log import offline
from frontdoor.log.checkpoints import NAME
from frontdoor.log.offline import HEX, Entry, Head
from frontdoor.people.audit import audit
from frontdoor.people.events import Exported
from frontdoor.site.evidence.records import records


def export(target: Path, *, payloads: bool) -> int:
    """How many entries. The file appears under its name once it is whole. What left is in the audit first."""
    audit(Exported("evidence", personal=payloads), actor="system")
    partial = target.with_name(f"{target.name}.partial")
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
                count = _write(archive, payloads=payloads)
            file.flush()
            os.fsync(descriptor)
        partial.replace(target)
    except OSError as problem:
        raise Unsound(f"{target} could not be written: {problem.strerror}.") from problem
    finally:
        partial.unlink(missing_ok=True)
    return count


def _write(archive: ZipFile, *, payloads: bool) -> int:
    count = 0
    about = {
        "made_by": f"Frontdoor {__version__}",
        "at": clock.now().isoformat(),
        "of": settings.SITE_URL,
    }
    archive.writestr("about.json", json.dumps({**about, "payloads": payloads}, indent=1))
    archive.writestr("__main__.py", Path(offline.__file__).read_text(encoding="utf-8"))
    with archive.open(NAME, "w") as file:
        for line in _checkpoints():
            file.write(line)
    with archive.open("log.jsonl", "w", force_zip64=True) as file:
        for record in records():
            file.write(_line(record, payloads=payloads))
            count += isinstance(record, Entry)
    return count


def _checkpoints() -> list[bytes]:
    """Before the log is read: whatever they saw is in it, unless somebody took it out."""
    kept = Path(settings.DATA) / NAME
    return kept.read_bytes().splitlines(keepends=True) if kept.exists() else []


def _line(record: Entry | Head, *, payloads: bool) -> bytes:
    told: dict[str, Any] = record._asdict()
    if isinstance(record, Entry) and not payloads:
        left_out = ("ip", "payload", "salt") if record.payload is not None else ("ip",)
        told = {name: value for name, value in told.items() if name not in left_out}
    told |= {name: told[name].hex() for name in HEX if name in told}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
