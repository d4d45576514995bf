"""What goes along with words: pictures inside the mail, files beside them, and a link for what is too large.

Many mail servers take no mail above 10 MB or 25 MB, and a file grows by a third on its way. So files go along in their
order while together they stay below 10 MB; for the others the mail has a link made for its one reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from frontdoor.channels.adapters.email.compose import Part
from frontdoor.channels.words import File, Picture
from frontdoor.core import storage
from frontdoor.tickets.models import Attachment

MOST = 10_000_000
LARGEST_PICTURE = 2_000_000
RASTER = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}


@dataclass
class Enclosed:
    """`pictures` and `files` are for the words; the parts are the bytes that go along."""

    pictures: list[Picture] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    picture_parts: list[Part] = field(default_factory=list)
    file_parts: list[Part] = field(default_factory=list)


def enclosed(
    files: Sequence[Attachment], *, address: Callable[[Attachment], str], until: str, host: str
) -> Enclosed:
    """`address` is where their reader fetches one that is too large, `host` ends the names of the pictures' parts."""
    found, size = Enclosed(), 0
    for file in files:
        if size + file.size > MOST:
            found.files.append(File(file.name, _size(file.size), address(file), until))
            continue
        size += file.size
        _put(found, file, host)
    return found


def _put(found: Enclosed, file: Attachment, host: str) -> None:
    try:
        content = storage.read_blob(file.sha256)
    except (FileNotFoundError, storage.Damaged):
        found.files.append(File(f"{file.name} (could not be read)", _size(file.size)))
        return
    kind = raster(content) if file.size <= LARGEST_PICTURE else ""
    if kind:
        cid = f"{file.sha256[:32]}.{file.pk}@{host}"
        found.pictures.append(Picture(cid, file.name))
        found.picture_parts.append(Part(file.name, content, f"image/{kind}", cid))
    else:
        found.files.append(File(file.name, _size(file.size)))
        found.file_parts.append(Part(file.name, content))


def raster(content: bytes) -> str:
    """ "png", "jpeg", "gif" or "webp" by the bytes themselves, whatever the file is called; else empty."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in RASTER.items() if content.startswith(start)), "")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB"
