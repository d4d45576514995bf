"""Templates keep their shape: short, escaped, no style or script inside, partials that say why."""

import re
from pathlib import Path

import pytest
from django.template import engines

import frontdoor

ROOT = Path(frontdoor.__file__).parent
# Mail has an engine and rules of its own (channels/words): style attributes are all it can use.
TEMPLATES = sorted(
    p for p in ROOT.glob("*/templates/**/*.*") if p.relative_to(ROOT).parts[0] != "channels"
)
MODULES = sorted(ROOT.glob("*/static/**/*.js"))
PAGES = next(engine for engine in engines.all() if engine.app_dirname == "templates")
FORBIDDEN = {
    "a style attribute": r"\sstyle=",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an inline handler": r"\son[a-z]+=\"",
    "an unescaped value": r"\|\s*safe\b|\bautoescape\s+false",
    "a script address": r"javascript:",
    "a foreign address": r"(?:src|href|action)=\"(?:https?:)?//",
    "a tab": r"\t",
    "space at the end of a line": r"[ ]+$",
    "two blank lines": r"\n\n\n",
}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.suffix == ".html"], ids=name)
def test_a_template_holds_nothing_that_the_policy_would_block(path):
    text = path.read_text()
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.MULTILINE)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_short_and_ends_with_one_newline(path):
    text = path.read_text()
    assert text.count("\n") <= 120
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.name.startswith("_")], ids=name)
def test_a_partial_begins_by_naming_what_it_needs(path):
    assert path.read_text().startswith("{#")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_compiles(path):
    PAGES.env.get_template(path.relative_to(ROOT).as_posix().split("/templates/", 1)[1])


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_script_module_is_short_and_says_what_it_is_for(path):
    text = path.read_text()
    assert text.count("\n") <= 100
    assert text.startswith("//")
