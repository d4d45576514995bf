"""Backup and restore of a real installation, while it is written to."""

from __future__ import annotations

import json
import os
import signal
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdoor.core.errors import Refused, Unsound
from frontdoor.site import occupancy
from frontdoor.site.archive.restore import restore
from tests.served import Installation, installed, serving

FILLED = "tests.site.archive.filled"

pytestmark = pytest.mark.xdist_group("archive")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("full") / "data") as installation:
        yield installation


@pytest.fixture(scope="module")
def before(full: Installation) -> list[int]:
    """Tickets that were committed before the backup began."""
    return []


@pytest.fixture(scope="module")
def archive(full: Installation, before: list[int]) -> Path:
    """A backup taken while tickets came in."""
    path = full.data.parent / "hot.tar"
    writer = full.python(FILLED, "fill", "400", "during")
    assert writer.stdout
    before += [int(writer.stdout.readline()) for _ in range(5)]

    answer = full.run("backup", str(path))

    assert writer.poll() is None, "the backup must end while tickets still come in"
    writer.kill()
    writer.wait()
    assert answer.returncode == 0, answer.stderr
    return path


@pytest.fixture(scope="module")
def restored(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("restored") / "data", prepared=False) as installation:
        answer = installation.run("restore", str(archive))
        assert answer.returncode == 0, answer.stderr
        yield installation


def contents(installation: Installation) -> dict[str, Any]:
    """What is in it, every file checked against its name."""
    said, _ = installation.python(FILLED, "show").communicate(timeout=600)
    return json.loads(said)


def test_every_ticket_from_before_the_backup_is_in_it(
    full: Installation, restored: Installation, before: list[int]
):
    there, kept = contents(full), contents(restored)

    assert {str(number) for number in before} <= set(kept["tickets"])
    assert kept["tickets"].items() <= there["tickets"].items()
    assert len(kept["files"]) == kept["attachments"] > 0
    assert restored.run("verify").returncode == 0


def test_secrets_can_be_read_after_a_restore(full: Installation, restored: Installation):
    assert (restored.data / "secret-key").read_bytes() == (full.data / "secret-key").read_bytes()


def test_a_restored_desk_goes_on_counting_where_it_was(restored: Installation):
    last = max(map(int, contents(restored)["tickets"]))

    said, _ = restored.python(FILLED, "fill", "1", "after").communicate(timeout=600)

    assert int(said) > last


def test_nothing_leaves_a_restored_desk_until_somebody_says_so(restored: Installation):
    assert "Mail leaves again;" in restored.run("resume").stdout


def test_a_desk_is_never_overwritten(restored: Installation, archive: Path):
    answer = restored.run("restore", str(archive))

    assert answer.returncode == 1
    assert "already" in answer.stderr


def test_a_running_desk_is_not_restored_into(restored: Installation, archive: Path):
    with serving(restored):
        answer = restored.run("restore", str(archive))

    assert answer.returncode == 1
    assert "Stop it first" in answer.stderr


def test_a_backup_is_for_us_alone(archive: Path):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_killed_backup_leaves_the_former_one_alone(full: Installation, archive: Path):
    former = archive.read_bytes()

    process = full.start("backup", str(archive))
    while not list(archive.parent.glob("*.partial")):
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert archive.read_bytes() == former
    partial = next(archive.parent.glob("*.partial"))
    with pytest.raises(Refused):
        restore(partial)


def cut(archive: Path) -> None:
    os.truncate(archive, archive.stat().st_size // 2)


def flipped(archive: Path) -> None:
    """One bit of a file, as a bad disk would do it."""
    with tarfile.open(archive) as tar:
        place = next(m.offset_data for m in tar if m.name.startswith("blobs/"))
    with archive.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))


def emptied(archive: Path) -> None:
    archive.write_bytes(b"")


def smuggling(archive: Path) -> None:
    """A member that would lie outside the data folder."""
    with tarfile.open(archive, "a") as tar:
        tar.add(__file__, "../../evil")


@pytest.mark.parametrize("spoil", [cut, flipped, emptied, smuggling])
def test_a_spoilt_archive_is_refused_before_anything_is_changed(
    archive: Path, tmp_path: Path, settings, spoil: Callable[[Path], None]
):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    bad = tmp_path / "bad.tar"
    bad.write_bytes(archive.read_bytes())
    spoil(bad)

    with pytest.raises(Refused):
        restore(bad)

    assert [path.name for path in settings.DATA.iterdir()] == ["occupied"]


def test_half_a_restore_never_starts(tmp_path: Path):
    with pytest.raises(RuntimeError), occupancy.unfinished(tmp_path):
        raise RuntimeError("the power went")

    with pytest.raises(Unsound):
        occupancy.require_finished(tmp_path)
