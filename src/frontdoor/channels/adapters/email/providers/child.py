"""Turns requests of providers into the mails in them, in a process of its own with limits on time and memory.

Started by `unpack.py` as `python -m frontdoor.channels.adapters.email.providers.child SECONDS MEGABYTES`.

Asked is JSON (`provider`, `type`, `signature`, `key`, `address`) and the body. Answered is JSON with sender and
recipient of each mail, then their bytes. Raw mail is handed on as it came: it is not parsed here.
"""

from __future__ import annotations

import base64
import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from frontdoor.channels.adapters.email.providers.table import PROVIDERS, Provider
from frontdoor.channels.adapters.email.serving import serve
from frontdoor.channels.adapters.email.wire import framed


def answered(head: bytes, body: bytes) -> Iterator[bytes]:
    asked = json.loads(head)
    found = list(_mails(PROVIDERS[asked["provider"]], asked, body))
    yield framed(json.dumps([[sender, to] for _, sender, to in found]).encode())
    yield from (framed(raw) for raw, _, _ in found)


def _mails(
    provider: Provider, asked: dict[str, str], body: bytes
) -> Iterator[tuple[bytes, str, str]]:
    module = importlib.import_module(f"anymail.webhooks.{provider.module}")
    _keep_raw(module)
    given = {provider.key: asked["key"] or "none", provider.address: asked["address"]}
    view = getattr(module, provider.view)(**{name: each for name, each in given.items() if name})
    request = _request(provider, asked, body)
    if provider.key and asked["key"] and (asked["address"] or not provider.address):
        view.run_validators(request)
    for event in view.parse_events(request):
        message = getattr(event, "message", None)
        if message is not None:
            yield _bytes(message), message.envelope_sender or "", message.envelope_recipient or ""


def _request(provider: Provider, asked: dict[str, str], body: bytes) -> Any:
    from django.test import RequestFactory  # noqa: PLC0415  only now are there settings

    headers = {provider.signature: asked["signature"]} if provider.signature else {}
    return RequestFactory().generic("POST", "/", body, asked["type"], headers=headers)


def _keep_raw(module: Any) -> None:
    """Raw mail stays as it is: parsing it is another child's work, and would not give the same bytes back."""
    from anymail.inbound import AnymailInboundMessage  # noqa: PLC0415  slow

    def unread(cls: Any, raw: str | bytes) -> Any:
        made = AnymailInboundMessage()
        made.raw = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
        return made

    AnymailInboundMessage.parse_raw_mime = classmethod(unread)
    AnymailInboundMessage.parse_raw_mime_bytes = classmethod(unread)
    if hasattr(module, "b64decode"):
        module.b64decode = lambda text: _Bytes(base64.b64decode(text))


class _Bytes(bytes):
    """Decodes as what it is, bytes, where UTF-8 is asked for and it is none."""

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return super().decode("utf-8", "surrogateescape")


def _bytes(message: Any) -> bytes:
    if hasattr(message, "raw"):
        return bytes(message.raw)
    # Headers as they were given: refolding would read them, and some take minutes to read.
    made: bytes = message.as_bytes(
        policy=message.policy.clone(refold_source="none", linesep="\r\n")
    )
    return made


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATA_UPLOAD_MAX_MEMORY_SIZE=None,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=2000,
        USE_TZ=True,
    )
    serve(answered, parts=2, seconds=float(sys.argv[1]), megabytes=int(sys.argv[2]))
