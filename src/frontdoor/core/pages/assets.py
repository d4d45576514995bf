"""Static files under names that hold their hash, so that browsers keep them for ever."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    """Hashed names where the files were collected; plain ones in a tree where they were not.

    Imports between JS modules are rewritten too, so a page needs no import map.
    """

    support_js_module_import_aggregation = True
    hashed_files: dict[str, str]

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        if self.hashed_files:
            return str(super().url(name, *args, **kwargs))
        return StaticFilesStorage.url(self, name)
