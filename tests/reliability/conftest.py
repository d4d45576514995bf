from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import prepared
from tests.dovecot import Dovecot


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of its own, on whichever kind the suite is running; where it is a file, it lies in `tmp_path`."""
    with prepared.database(tmp_path) as url:
        yield url


@pytest.fixture
def near(dovecot: Dovecot) -> dict[str, str]:
    """What an installation needs in its environment to fetch from our own Dovecot."""
    return {
        "FRONTDOOR_EGRESS_ALLOW": "127.0.0.0/8,::1/128",
        "SSL_CERT_FILE": str(dovecot.authority.certificate),
    }
