"""What is said of words that are too many: with their count, so that one knows how much to leave out."""

from __future__ import annotations

from typing import Any

from django.utils import formats
from django.utils.functional import lazy
from django.utils.translation import gettext


def too_long(longest: int) -> Any:
    """For a form's field: how many there are is put in when it is known."""
    return _too_long(longest)


def grouped(number: int) -> Any:
    """A large number as it is written in the reader's language."""
    return _grouped(number)


def _written(number: int) -> str:
    return str(formats.number_format(number, force_grouping=True))


def _worded(longest: int) -> str:
    words = gettext("At most {most} characters go in here; these are {count}.")
    return words.format(most=_written(longest), count="%(show_value)s")


_too_long = lazy(_worded, str)
_grouped = lazy(_written, str)
