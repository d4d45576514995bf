"""How texts are folded and questions read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdoor.core.errors import Refused
from frontdoor.core.wanted import near, wanted
from frontdoor.core.words import read


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Straße STRASSE STRAẞE", " strasse strasse strasse "),
        ("İstanbul ISTANBUL ıstanbul", " istanbul istanbul istanbul "),
        ("caf\u00e9 cafe\u0301", " cafe cafe "),
        ("ｐｒｉｎｔｅｒ １２", " printer 12 "),
        ("مُحَمَّد أحمد", " محمد احمد "),
        ("Łódź Ørsted Œuvre", " lodz orsted oeuvre "),
        ("打印机坏了 error", " 打印机坏了 error "),
        ("👍🏽🔥", " 👍 🔥 "),
        ("हिन्दी", " हिन्दी "),
        ("", ""),
        (" -- ;", ""),
    ],
)
def test_one_spelling_for_what_readers_take_for_the_same(text, line):
    assert read(text).line == line


@settings(deadline=None)
@given(st.text(max_size=200))
def test_terms_never_hold_what_would_part_them(text):
    terms = read(text).terms
    assert all(terms) and not any(set(term) & set(" '\"\\:") for term in terms)
    assert len(set(terms)) == len(terms)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_a_text_is_found_by_itself(text):
    try:
        asked = wanted(text.replace('"', " "))
    except Refused:
        return
    terms = read(text.replace('"', " ")).terms
    assert set(asked.exact) <= set(terms)
    assert all(any(term.startswith(begun) for term in terms) for begun in asked.begun)


@pytest.mark.parametrize(
    ("question", "exact"),
    [
        ("cy@example.org", ["cy\ue000example\ue000org"]),
        ("10.0.0.12", ["10\ue0000\ue0000\ue00012"]),
        ("wi-fi", ["wi", "fi"]),
        ("+49 30 1234-567", ["\ue0011234567"]),
        ("NEAR(a b) AND col: ^x a*b*", ["near", "a", "b", "and", "col", "x"]),
        ("(a+)+$", ["a"]),
        ("' \" ; -- /* */ \0", []),
    ],
)
def test_nothing_in_a_question_is_an_operator(question, exact):
    assert list(wanted(question).exact) == exact


@pytest.mark.parametrize(
    ("question", "ending"),
    [
        ("printer ja", "ja"),
        ("printer ", ""),
        ("printer.", ""),
        ("4801", ""),
        ('"on fire"', ""),
        ("x", ""),
    ],
)
def test_only_the_last_word_may_be_a_beginning(question, ending):
    assert wanted(question).ending == ending


def test_too_many_words_are_refused_with_the_limit():
    with pytest.raises(Refused, match="32 words"):
        wanted(" ".join(f"w{n}" for n in range(200)))
    with pytest.raises(Refused, match="1000 characters"):
        wanted("a" * 10_000)


@pytest.mark.parametrize("slip", ["pritner", "printr", "printerr", "pronter"])
def test_one_slip_is_near(slip):
    assert "printer" in near(slip)


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a." * 50_000, "1 " * 50_000, "@" * 100_000, "a-" * 50_000 + "@"]
)
def test_reading_takes_time_in_step_with_length(text):
    def took(part):
        begin = time.process_time()
        read(part)
        return time.process_time() - begin

    took(text[:1000])
    assert took(text) < 40 * (took(text[: len(text) // 10]) + 0.005)
