"""Names in double braces, as in {{ticket.number}}, filled in once and plainly (trust.md, rule 12).

What is written around them is never a program: no attributes are walked, nothing is filtered, and what was filled in is
not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from frontdoor.core.errors import Refused

NAME = re.compile(r"\{\{\s*([^{}]{0,60}?)\s*\}\}")


def require_known(text: str, known: Collection[str]) -> None:
    """Raises Refused, naming what is unknown and all that may be used."""
    unknown = sorted({found[1] for found in NAME.finditer(text)} - set(known))
    if unknown:
        names = ", ".join(f"{{{{{name}}}}}" for name in known)
        raise Refused(
            "There is no placeholder {{{{{name}}}}}. You can use: {names}.",
            name=unknown[0],
            names=names,
        )


def filled(text: str, values: Mapping[str, str], land: Callable[[str], str] = str) -> str:
    """`land` makes a value fit for the place it lands in, such as `html.escape`. An unknown name stays as it is."""

    def put(found: re.Match[str]) -> str:
        return land(values[found[1]]) if found[1] in values else found[0]

    return NAME.sub(put, text)
