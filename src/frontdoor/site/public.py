"""The desk's public addresses, as the environment names them, and the hosts that it therefore answers for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from frontdoor.core.errors import Unsound

LOCAL = "127.0.0.1"
"""Under this address the desk is tried out, by whichever name the machine has."""


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """Of the desk, and of files where they have a host name of their own; and which hosts are answered for."""
    url = _url("FRONTDOOR_URL", environ.get("FRONTDOOR_URL", "http://127.0.0.1:8000"))
    files = environ.get("FRONTDOOR_FILES_URL", "")
    files_url = _files_url(files, url) if files else ""
    hosts = [_host(each) for each in (url, files_url) if each]
    return {"url": url, "files_url": files_url, "hosts": ["*"] if hosts[0] == LOCAL else hosts}


def _url(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise Unsound(f"{name}: {value!r} is not an address like https://desk.example.org.")
    return value.rstrip("/")


def _files_url(value: str, url: str) -> str:
    found, said = _url("FRONTDOOR_FILES_URL", value), f"FRONTDOOR_FILES_URL: {value!r}"
    if urlsplit(found).hostname == urlsplit(url).hostname:
        raise Unsound(f"{said} has the host name of FRONTDOOR_URL. Give files one of their own.")
    if urlsplit(found).scheme != urlsplit(url).scheme:
        raise Unsound(f"{said} must begin like FRONTDOOR_URL, both http or both https.")
    return found


def _host(url: str) -> str:
    """As Django compares it: in lower case, without its port, an IPv6 address in its brackets."""
    name = urlsplit(url).hostname or ""
    return f"[{name}]" if ":" in name else name
