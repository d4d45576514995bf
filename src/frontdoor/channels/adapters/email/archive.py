"""One archive for the files that are too many to be listed one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from frontdoor.channels.adapters.email.mail import Attachment

NAME = "more-files.zip"


def archived(files: Sequence[Attachment]) -> Attachment:
    """A zip of the files under their own names, numbered in their order; the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files, 1):
            archive.writestr(zipfile.ZipInfo(f"{number:04}-{file.name}"), file.content)
    return Attachment(NAME, "application/zip", packed.getvalue())
