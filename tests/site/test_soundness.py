"""What `frontdoor check` finds, and what keeps the desk from starting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from frontdoor.channels import destinations
from frontdoor.core import clock, pauses
from frontdoor.core.errors import Unsound
from frontdoor.core.models import Promise
from frontdoor.site import soundness
from tests.sinks import free_port, mail_sink

FRAIL = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit = off"}
SOUND = {"sqlite": "PRAGMA synchronous=FULL", "postgresql": "RESET synchronous_commit"}


def faults(check: soundness.Check) -> list[str]:
    return [finding.words for finding in check() if finding.level == "fault"]


def levels(check: soundness.Check) -> list[str]:
    return [finding.level for finding in check()]


@pytest.fixture
def frail(transactional_db):
    """A database that would forget, in a power cut, what it said yes to."""
    with connection.cursor() as cursor:
        cursor.execute(FRAIL[connection.vendor])
        yield
        cursor.execute(SOUND[connection.vendor])


def test_a_database_that_could_lose_mail_keeps_the_desk_from_starting(frail):
    with pytest.raises(Unsound, match="lose mail"):
        soundness.require()


@pytest.mark.django_db(transaction=True)
def test_the_database_as_we_set_it_up_is_sound():
    soundness.require()

    assert levels(soundness.durability) == ["ok"]


def test_a_database_file_on_a_network_file_system_is_told_from_a_local_one(tmp_path: Path):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\nserver:/desk {tmp_path}/far\\040away nfs4 rw 0 0\n"
    )
    (tmp_path / "far away" / "data").mkdir(parents=True)

    assert soundness.kind_of(tmp_path / "far away" / "data", mounts) in soundness.FAR
    assert soundness.kind_of(tmp_path, mounts) == "ext4"


def test_a_full_disk_is_a_fault(settings, tmp_path: Path):
    settings.DATA, settings.MIN_FREE = tmp_path, 2**62

    assert faults(soundness.disk)


def test_a_folder_that_others_can_read_is_a_warning(settings, tmp_path: Path):
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    assert levels(soundness.folder) == ["warning"]

    tmp_path.chmod(0o700)
    assert levels(soundness.folder) == ["ok"]


def test_a_mail_server_that_does_not_answer_is_a_fault(settings):
    settings.EMAIL_URL = f"smtp://127.0.0.1:{free_port()}"

    assert faults(soundness.mail_out)


def test_a_mail_server_that_answers_is_sound(settings):
    with mail_sink() as sink:
        settings.EMAIL_URL = sink.url

        assert levels(soundness.mail_out) == ["ok"]


def test_mail_that_is_held_after_a_restore_is_a_fault(db):
    pauses.pause(pauses.OUTWARD, "A backup was restored.")
    destinations.hold("@example.net", "Their mail server does not answer.")

    assert levels(soundness.held_mail) == ["fault", "warning"]


@pytest.mark.parametrize(("address", "level"), [
    ("http://desk.example.org", "warning"), ("https://desk.example.org", "ok"),
    ("http://127.0.0.1:8000", "ok"),
])  # fmt: skip
def test_a_public_address_without_tls_is_a_warning(settings, address: str, level: str):
    settings.SITE_URL = address

    assert levels(soundness.configuration)[-1] == level


@pytest.mark.django_db
def test_a_queue_that_nobody_works_on_is_a_fault():
    assert faults(soundness.queues) == []

    Promise.objects.create(
        path="nowhere", queue="default", attempts=1, lease=60,
        run_at=clock.now() - timedelta(hours=1),
    )  # fmt: skip

    assert "tasks" in faults(soundness.queues)[0]
