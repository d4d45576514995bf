"""German is whole: every marked word has one, so that no page is told in two languages."""

import ast

import jinja2

from frontdoor.site import catalogues
from tests.core.pages.test_templates import ROOT

MARKS = ("_", "gettext", "_later", "gettext_lazy", "gettext_noop", "ngettext", "storable")
REFUSALS = ("Refused", "NotAllowed", "Stale")
# What is refused there is told to programs and on the command line, in English.
ENGLISH = ("api", "site")
# Our own puts the words in while it reads a template.
PLAIN = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, autoescape=True)
PLAIN.newstyle_gettext = True


def words_of_python():
    for path in ROOT.rglob("*.py"):
        english = path.relative_to(ROOT).parts[0] in ENGLISH
        marks = MARKS if english else MARKS + REFUSALS
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in marks and node.args:
                yield from _constant(node)


def _constant(call):
    said = call.args[: 2 if call.func.id == "ngettext" else 1]
    if all(isinstance(each, ast.Constant) for each in said):
        yield "\0".join(each.value for each in said)


def words_of_templates():
    for path in [*ROOT.rglob("templates/**/*.html"), *ROOT.rglob("templates/**/*.txt")]:
        for _, _, said in PLAIN.extract_translations(path.read_text()):
            yield said if isinstance(said, str) else "\0".join(filter(None, said))


def test_every_marked_word_has_german():
    german = catalogues.read(catalogues.OURS / "de.po")
    found = {*words_of_python(), *words_of_templates()}
    assert len(found) > 1_000
    assert sorted(found - german.keys()) == []
