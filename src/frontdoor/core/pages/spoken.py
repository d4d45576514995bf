"""Marked words in the language of the reader: put into a template when it is compiled, so that a page pays nothing.

`{{ _("…") }}` marks words that stand alone; `{% trans name=… %}… {{ name }} …{% endtrans %}` words with values inside
or with a plural. Each language has its own environment, because what is compiled holds its words.
"""

from __future__ import annotations

import re
from typing import Any

import jinja2
from django.conf import settings
from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from frontdoor.core.pages.printed import Printing, printed

MARKS = frozenset({"_", "gettext"})
PLACE = re.compile(r"%\((\w+)\)s")


class Spoken(jinja2.Environment):
    """An environment of one language. Plurals are chosen while printing, all other words before."""

    code_generator_class = Printing
    printed = staticmethod(printed)

    def __init__(self, *, language: str = settings.LANGUAGE_CODE, **options: Any) -> None:
        super().__init__(**options, extensions=["jinja2.ext.i18n"])
        self.language = language
        self.globals["language"] = language
        self.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
            translation.gettext, translation.ngettext, newstyle=True
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        with translation.override(self.language):
            spoken: nodes.Template = _Speak().visit(tree)
        return spoken


class _Speak(NodeTransformer):
    """Puts the words of the active language in the place of calls with constant words."""

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        # What is joined to be printed is printed piece by piece, as if the words had been written there.
        pieces = [each.nodes if isinstance(each, nodes.Concat) else [each] for each in node.nodes]
        node.nodes = [piece for joined in pieces for piece in joined]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name in MARKS):
            return node
        if len(node.args) != 1 or not isinstance(node.args[0], nodes.Const):
            return node
        values = {each.key: each.value for each in node.kwargs}
        pieces = _pieces(translation.gettext(node.args[0].value), values)
        return pieces[0] if len(pieces) == 1 else nodes.Concat(pieces)


def _pieces(words: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    """A translation is as trusted as the template, so its words are not escaped; the values are."""
    parts = PLACE.split(words)
    return [
        values[part] if number % 2 else nodes.TemplateData(part.replace("%%", "%"))
        for number, part in enumerate(parts)
        if part
    ]
