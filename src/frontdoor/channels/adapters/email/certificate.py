"""The certificate that the mail listener offers STARTTLS with; a renewed one counts from the next connection on."""

from __future__ import annotations

import ssl
import threading
from pathlib import Path

from django.conf import settings

_LOCK = threading.Lock()
_KNOWN: dict[tuple[object, ...], ssl.SSLContext] = {}


def context() -> ssl.SSLContext | None:
    """None where FRONTDOOR_MAIL_CERTIFICATE is not set. A renewal that can't be read leaves the former one in use."""
    if settings.MAIL_CERTIFICATE is None:
        return None
    certificate, key = settings.MAIL_CERTIFICATE
    with _LOCK:
        try:
            seen = (
                certificate,
                key,
                Path(certificate).stat().st_mtime_ns,
                Path(key).stat().st_mtime_ns,
            )
            if seen not in _KNOWN:
                loaded = _loaded(certificate, key)
                _KNOWN.clear()
                _KNOWN[seen] = loaded
        except OSError:
            if not _KNOWN:
                raise
        return next(iter(_KNOWN.values()))


def _loaded(certificate: str, key: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(certificate, key)
    return made
