"""The small values that everything else is made of, each with one spelling."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from frontdoor.api.frame.problems import missing

LARGEST_ID = 2**63 - 1
MOMENT = re.compile(r"(\d{4})-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)")
MOMENT_FORM = "a time with its zone, like 2026-11-25T14:00:00Z"
DAY_FORM = "a day, like 2026-11-25"
YEARS = range(1970, 2200)
PLAIN = r"^[^\u0000]*$"
LONG = 20_000
"""Beyond this a pattern over the whole text is more than validators can bear."""


class Body(BaseModel):
    """A request body: no field more than declared, no value read as another type."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


def _number(value: Any) -> int:
    """An id in a path. What can't be one isn't there."""
    text = str(value)
    if not re.fullmatch(r"[1-9][0-9]{0,18}", text, re.ASCII) or int(text) > LARGEST_ID:
        raise missing()
    return int(text)


def _count(value: Any) -> int:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII):
        raise ValueError("this is a whole number")
    return int(value)


def _moment(value: Any) -> datetime:
    found = MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) not in YEARS:
        raise ValueError(f"this is {MOMENT_FORM}")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except ValueError as problem:
        raise ValueError(f"this is {MOMENT_FORM}") from problem


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise ValueError(f"this is {DAY_FORM}")
    return day


Number = Annotated[
    int,
    BeforeValidator(_number),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_ID}),
]
"""In a path."""

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
"""In a body."""

Limit = Annotated[
    int,
    BeforeValidator(_count),
    Field(ge=1, le=100),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "description": MOMENT_FORM}),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "description": DAY_FORM}),
]


def _whole(value: Any) -> Any:
    """Python holds True and 1.0 for the same as 1; JSON does not."""
    if type(value) is not int:
        raise PydanticCustomError("int_type", "this must be a whole number")
    return value


def one_of(*numbers: int) -> Any:
    """One of these whole numbers, as a type."""
    return Annotated[Literal[numbers], BeforeValidator(_whole)]


def size(longest: int, *, shortest: int = 0) -> Any:
    """Text of so many characters, without NUL: `Annotated[str, size(80)]`. Of a whole letter NUL is left out later."""
    pattern = PLAIN if longest < LONG else None
    return Field(min_length=shortest, max_length=longest, pattern=pattern)
