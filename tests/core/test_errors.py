"""A refusal is one marked sentence with its values: in the reader's language on a page, in English elsewhere."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy

from frontdoor.core.errors import NotAllowed, Refused, Stale, TooSlow, unfit
from tests.speech import german, marked

__all__ = ["german", "marked"]
SOURCE = Path(__file__).parents[2] / "src" / "frontdoor"
KINDS = frozenset(kind.__name__ for kind in (Refused, NotAllowed, Stale))
# The command line and the API speak English only.
ENGLISH = ("site", "api")


def refusals(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
            yield node


def fits(call):
    """The sentence is written out, or a name for one that is marked; its places are the values that come along."""
    sentence = call.args[0]
    if isinstance(sentence, ast.Name | ast.Subscript):
        return True
    if not (isinstance(sentence, ast.Constant) and isinstance(sentence.value, str)):
        return False
    values = {each.arg: each.arg for each in call.keywords} | {"current": 0, "exactly": 0}
    try:
        said = sentence.value.format(**values)
    except KeyError:
        return False
    return len(call.keywords) == 0 or bool(said)


@pytest.mark.parametrize(
    "folder", sorted(f.name for f in SOURCE.iterdir() if f.is_dir() and f.name not in ENGLISH)
)
def test_every_refusal_is_a_sentence_that_can_be_translated(folder):
    wrong = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for call in refusals(path)
        if not fits(call)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source", ['Refused(f"{x} is late.")', "Refused(str(x))", 'Stale("{x} is late.", current=1)']
)
def test_a_refusal_that_can_not_be_translated_is_found(source):
    assert not fits(ast.parse(source, mode="eval").body)


def test_a_page_is_told_in_its_language_and_a_log_in_english(german):
    refusal = Refused("{email} already belongs to somebody.", email="a@example.org")
    with translation.override("de"):
        assert refusal.words == "a@example.org gehört schon jemandem."
        assert str(refusal) == "a@example.org already belongs to somebody."


def test_a_marked_value_is_translated_with_its_sentence(marked):
    refusal = Refused("{label} is missing.", label=gettext_lazy("A name is needed."))
    with translation.override("eo"):
        assert refusal.words == "⟦⟦A name is needed.⟧ is missing.⟧"
        assert str(refusal) == "A name is needed. is missing."


def test_braces_that_somebody_typed_are_no_places():
    assert str(Refused("“{name}” is empty.", name="{x} {0}")) == "“{x} {0}” is empty."


def test_a_stale_refusal_and_one_that_took_too_long_say_so():
    assert str(Stale("This changed.", current=4)) == "This changed."
    assert str(TooSlow(2.0)).startswith("That took longer than 2 seconds.")


def test_the_reasons_of_a_form_are_in_the_readers_language_too(german):
    with translation.override("de"):
        try:
            forms.IntegerField().clean("")
        except forms.ValidationError as problem:
            refusal = unfit("Platz", problem)
        assert refusal.words == "Platz: Dieses Feld ist zwingend erforderlich."
        assert str(refusal) == "Platz: This field is required."
