"""What can go wrong in the domain, in the words we show to people."""

from __future__ import annotations


class Refused(Exception):
    """The domain said no. The message is fit to show to the person who asked."""


class NotAllowed(Refused):
    """The actor lacks the capability for this verb."""


class Stale(Refused):
    """Something changed since the person last looked. `current` is the version that stands now.

    `exactly` where the caller insisted on one version, so that anything at all was too much.
    """

    def __init__(self, message: str, *, current: int, exactly: bool = False) -> None:
        super().__init__(message)
        self.current, self.exactly = current, exactly


class TooSlow(Refused):
    """The question was stopped because its answer took too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"That took longer than {seconds:g} seconds. Add a word, or narrow it with a filter."
        )


class Unsound(Exception):
    """This installation cannot run as it is configured. The message says why and what to do."""
