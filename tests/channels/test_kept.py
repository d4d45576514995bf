"""What reading and sending mail leaves behind in English is told in the reader's language."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from frontdoor.channels import kept as sentences
from frontdoor.core.pages.kept import PATTERNS, told
from tests.speech import german

__all__ = ["german"]
CHANNELS = Path(sentences.__file__).parent
MARKED = re.compile(r'storable\(\s*"([^"]+)"\s*\)')
SAID = MARKED.findall(Path(sentences.__file__).read_text())


@pytest.fixture(scope="module")
def code() -> str:
    """All that may write such a sentence, lines that were broken put together."""
    files = [*CHANNELS.rglob("*.py"), *CHANNELS.parent.glob("desk/post/*.py")]
    text = "".join(f.read_text() for f in files if f.name != "kept.py")
    return re.sub(r'"\s*\n\s*f?"', "", text)


@pytest.mark.parametrize("sentence", SAID)
def test_each_is_written_somewhere(sentence, code):
    for piece in re.split(r"\{\w+\}", sentence):
        assert piece.strip(" .()") in code, piece


@pytest.mark.parametrize("sentence", SAID)
def test_each_is_told_in_german_with_its_values(sentence, german):
    filled = re.sub(r"\{\w+\}", "7<b>", sentence)
    with translation.override("de"):
        assert told(filled) != filled
        assert told(filled).count("7<b>") == len(re.findall(r"\{\w+\}", sentence))
    with translation.override("en"):
        assert told(filled) == filled


def test_a_reason_inside_another_is_told_too(german):
    with translation.override("de"):
        said = told("There is no such address. The mail server said 550: 5.1.1 who?")
    assert said == "Diese Adresse gibt es nicht. Der Mailserver sagte 550: 5.1.1 who?"


def test_what_nobody_marked_stays_as_it_is(german):
    with translation.override("de"):
        assert told("Quota exceeded, sorry") == "Quota exceeded, sorry"
        assert told("") == ""


def test_there_are_patterns_for_those_with_values_only():
    assert {each for each in SAID if "{" in each} == PATTERNS.keys()
