"""What a task can say about itself beyond the django-tasks API."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django_tasks.base import Task
from typing_extensions import ParamSpec

from frontdoor.core.tasks.backoff import Retries
from frontdoor.core.tasks.promise import ATTEMPTS, LEASE

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[P, T], Generic[P, T]):
    """`@task(attempts=5, lease=120, unique=lambda pk: f"fetch:{pk}", retries=((SMTPError, …),))`.

    `unique` makes the key from the call's arguments (see Promised); `lease` is in seconds. `many` does several calls
    at once, all of them or none: it takes the arguments of each, and where it raises each is tried by itself.
    """

    attempts: int = ATTEMPTS
    lease: int = LEASE
    unique: Callable[..., str] | None = None
    retries: Retries = ()
    many: Callable[[Sequence[Sequence[Any]]], None] | None = None

    def key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        return self.unique(*args, **kwargs) if self.unique else None
