"""The environment: what it understands, and what it refuses by name."""

from __future__ import annotations

import pytest

from frontdoor.core.errors import Unsound
from frontdoor.site import env


def read(tmp_path, **environ: str) -> env.Env:
    return env.read({"FRONTDOOR_DATA": str(tmp_path), **environ})


def test_places_of_checkpoints_stand_with_spaces_between(tmp_path):
    given = "/mnt/audit mailto:owner@example.org syslog: syslog://logs.example.org:5514"

    assert read(tmp_path, FRONTDOOR_CHECKPOINTS=given).checkpoints == tuple(given.split())
    assert read(tmp_path).checkpoints == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "audit",
        "mailto:nobody",
        "syslog:here",
        "syslog://h:x",
        "https://example.org/",
        "mailto:",
        "ftp:",
    ],
)
def test_a_place_that_is_none_is_refused_by_name(tmp_path, wrong):
    with pytest.raises(Unsound, match="FRONTDOOR_CHECKPOINTS"):
        read(tmp_path, FRONTDOOR_CHECKPOINTS=f"/mnt/audit {wrong}")
