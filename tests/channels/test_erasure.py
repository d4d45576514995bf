from __future__ import annotations

import os
import time

import pytest

from frontdoor.core import storage
from frontdoor.core.collect import collect
from frontdoor.core.tasks import run_due
from frontdoor.people.actors import acting
from frontdoor.tickets import drafts, verbs
from tests.channels.conftest import letter

CANARY = "kanarienvogel7q3x"
WITH_FILE = (
    f"--b\nContent-Type: text/plain\n\nMy secret is {CANARY}\n--b\nContent-Type: text/csv\n"
    f'Content-Disposition: attachment; filename="{CANARY}.csv"\n\n{CANARY}\n--b--'
)


def everything(settings) -> bytes:
    """Every byte of files and rows that could still hold it."""
    from django.apps import apps  # noqa: PLC0415

    files = b"".join(path.read_bytes() for path in storage.kept())
    rows = repr([list(model._base_manager.values_list()) for model in apps.get_models()])
    return files + rows.encode()


@pytest.fixture
def told(arrive, sink, cy):
    return arrive(
        letter(WITH_FILE, Subject=f"About {CANARY}", Content_Type='multipart/mixed; boundary="b"')
    ).ticket


def test_erased_words_are_nowhere(told, ada, ana, settings, tmp_path):
    drafts.keep(told, drafts.Typed("reply", f"You wrote {CANARY}", "k"), by=acting(ana))
    assert CANARY.encode() in everything(settings)

    verbs.erase(told, reason="asked for", by=acting(ada))
    run_due()

    assert CANARY.encode() not in everything(settings)


def test_a_redacted_passage_leaves_no_raw_mail(told, lea, settings):
    message = told.messages.get()
    verbs.redact(told, message=message, passage=f"My secret is {CANARY}", by=acting(lea))
    run_due()

    assert f"My secret is {CANARY}".encode() not in everything(settings)


def test_only_old_files_that_nobody_holds_are_collected(told):
    orphan, young = storage.keep(b"nobody holds this"), storage.keep(b"nor this, yet")
    held = [path for path in storage.kept() if path.name not in (orphan.sha256, young.sha256)]
    for path in [*held, storage.path_of(orphan.sha256)]:
        os.utime(path, (time.time() - 10_000, time.time() - 10_000))

    assert collect() >= 1
    assert not storage.path_of(orphan.sha256).exists()
    assert storage.path_of(young.sha256).exists()
    assert all(path.exists() for path in held if path.name in _names(told))


def _names(ticket):
    from frontdoor.channels.models import Spooled  # noqa: PLC0415
    from frontdoor.tickets.models import Attachment  # noqa: PLC0415

    return {
        *Spooled.objects.values_list("sha256", flat=True),
        *Attachment.objects.values_list("sha256", flat=True),
    }
