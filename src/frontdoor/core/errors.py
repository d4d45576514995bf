"""What can go wrong in the domain, in the words we show to people.

The command line needs these before it needs Django, which is therefore loaded only where something is told.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError


class Refused(Exception):
    """The domain said no, in words fit to show to the person who asked.

    `raise Refused("{name} already has this ticket.", name=person.name)`: the sentence is the key of its translations,
    so it is written out, and what stands in it comes apart; a value may itself be marked, with gettext_lazy.
    `words` is for a page, in the language of its reader; `str()` is English, for logs, programs and the command line.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    @property
    def words(self) -> str:
        """In the language that is active: on a page, its reader's."""
        from django.utils.translation import gettext  # noqa: PLC0415 -- see above

        said = gettext(self.sentence)
        return said.format(**self.values) if self.values else said

    def __str__(self) -> str:
        if not self.values:
            return self.sentence
        from django.utils.functional import Promise  # noqa: PLC0415 -- see above
        from django.utils.translation import override  # noqa: PLC0415 -- see above

        marked = any(isinstance(value, Promise) for value in self.values.values())
        with override("en") if marked else nullcontext():
            return self.sentence.format(**self.values)


class NotAllowed(Refused):
    """The actor lacks the capability for this verb."""


class Stale(Refused):
    """Something changed since the person last looked. `current` is the version that stands now.

    `exactly` where the caller insisted on one version, so that anything at all was too much.
    """

    def __init__(
        self, sentence: str, /, *, current: int, exactly: bool = False, **values: object
    ) -> None:
        super().__init__(sentence, **values)
        self.current, self.exactly = current, exactly


class TooSlow(Refused):
    """The question was stopped because its answer took too long."""

    def __init__(self, seconds: float) -> None:
        sentence = gettext_noop(
            "That took longer than {seconds} seconds. Add a word, or narrow it with a filter."
        )
        super().__init__(sentence, seconds=f"{seconds:g}")


def gettext_noop(sentence: str) -> str:
    """Marked for translation, as Django's own of this name marks it, without Django."""
    return sentence


def unfit(label: object, problem: ValidationError) -> Refused:
    """The refusal of a value that doesn't fit its field, with the reasons that the form gives."""
    return Refused("{label}: {problem}", label=label, problem=_reasons(problem))


def _reasons(problem: ValidationError) -> object:
    """Chosen when shown: a form's reasons are in the language that is active."""
    from django.utils.functional import lazy  # noqa: PLC0415 -- see above

    return lazy(lambda: " ".join(problem.messages), str)()


class Unsound(Exception):
    """This installation cannot run as it is configured. The message says why and what to do."""
