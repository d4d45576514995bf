"""The process that makes one picture anew: bytes in, a PNG or JPEG of at most 1,600 pixels a side out.

Started by `pictures.py` as `python -m frontdoor.core.picture_child SECONDS MEGABYTES`.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MAX_PIXELS, SIDE = 40_000_000, 1_600


def anew(content: bytes) -> bytes:
    """The first frame, upright, without whatever stood beside its colours: place, author, profile."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        image.draft("RGB", (SIDE, SIDE))
        image.load()
        upright = ImageOps.exif_transpose(image) or image
    upright.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    if upright.mode in ("RGB", "L", "CMYK", "YCbCr"):
        upright.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    else:
        upright.convert("RGBA").save(out, "PNG")
    return out.getvalue()


def main(seconds: int, megabytes: int) -> None:
    """Limits that the kernel keeps end it wherever it is; any other end is said by its status."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    sys.stdout.buffer.write(anew(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
