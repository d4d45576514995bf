"""Every word that a template shows is marked for translation."""

import re

import pytest

from tests.core.pages.test_templates import PAGES, ROOT, name

# Folders that are marked through and through; the list goes when it names all of them.
DONE = ("core", "portal", "channels", "console", "desk", "site")
TEMPLATES = sorted(p for done in DONE for p in ROOT.glob(f"{done}/templates/**/*.html"))
# Names and examples, the same in every language.
NAMES = ("· Frontdoor", "Frontdoor", "Teams", "&nbsp;", "paper jam for Ben @walkup 5m #done")
# What such a block holds is the name of a class.
CLASS = re.compile(r"{% block \w+_class %}.*?{% endblock %}")
CLASSES = {
    found
    for sheet in ROOT.glob("*/static/**/*.css")
    for found in re.findall(r"\.([a-z][\w-]*)", sheet.read_text())
}
ATTRIBUTE = re.compile(r'\b(?:title|aria-label|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2}")
SENTENCE = re.compile(r"[A-Z][a-z]|[a-z] [a-z]")


def unmarked(source):
    """Texts and attributes between tags that hold a word, and words that an expression prints."""
    shown, expressions = _parts(CLASS.sub("", source))
    markup = re.sub(r"<!--.*?-->|<style.*?</style>", "", shown, flags=re.DOTALL)
    found = ATTRIBUTE.findall(markup) + re.sub(r"<[^>]*>", "\n", markup).split("\n")
    for each in NAMES:
        found = [text.replace(each, "") for text in found]
    # A macro may print attributes of its own; those are no words.
    found = [text.strip() for text in found if '="' not in text]
    return [text for text in found + expressions if WORD.search(text)]


def _parts(source):
    """What stands between the tags of Jinja, and the sentences that its expressions hold unmarked."""
    shown, sentences, before, marked = [], [], "", False
    for _, kind, value in PAGES.env.lex(source):
        if kind == "data" and not marked:
            shown.append(value)
        elif kind == "name" and value in ("trans", "endtrans") and before == "block_begin":
            marked = value == "trans"
        elif kind == "string" and before != "_(" and _is_sentence(value.strip("\"'")):
            sentences.append(value)
        if kind not in ("whitespace", "comment"):
            before = f"_{value}" if before == "_" and value == "(" else value
            before = kind if kind in ("block_begin", "variable_begin") else before
    return "".join(shown), sentences


def _is_sentence(text):
    """Words, unless each of them is a class of ours, or the whole is a name."""
    return (
        bool(SENTENCE.search(text)) and text not in NAMES and not CLASSES.issuperset(text.split())
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_shows_no_unmarked_word(path):
    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '<p title="Hello there"></p>',
        '{{ "Hello" if x else _("You") }}',
        "{% trans %}Marked{% endtrans %} and not",
    ],
)
def test_an_unmarked_word_is_found(source):
    assert len(unmarked(source)) == 1


SCRIPTS = sorted(p for p in ROOT.glob("*/static/**/*.js") if p.name != "htmx.js")
# What a thrown error says is for whoever mends it.
SAID = re.compile(r"""(?<!Error\()(["'`])(?=[A-Z])[^"'`\n]*[a-z] [^"'`\n]*\1""")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_has_no_words_of_its_own(path):
    """They come with the element, in its data."""
    code = re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.MULTILINE)
    assert [found[0] for found in SAID.finditer(code)] == []
