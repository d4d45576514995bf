from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import prepared


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of its own, on whichever kind the suite is running; where it is a file, it lies in `tmp_path`."""
    with prepared.database(tmp_path) as url:
        yield url
