"""Typed text becomes safe HTML: CommonMark, links, no raw HTML, never slow."""

import time

import pytest

from frontdoor.core.links import linked
from frontdoor.core.markdown import MAX_LENGTH, rendered


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Hi **Ana**", "<p>Hi <strong>Ana</strong></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("~~no~~", "<p><s>no</s></p>"),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>"),
        ("`<i>`", "<p><code>&lt;i&gt;</code></p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](/logout)", '<p><a rel="noopener noreferrer nofollow">x</a></p>'),
        ("", ""),
    ],
)
def test_markdown_is_shown(typed, shown):
    assert rendered(typed) == shown


def test_a_bare_address_is_a_link_but_not_in_code():
    assert 'href="https://x.example/a_b"' in rendered("See https://x.example/a_b.")
    assert "href" not in rendered("`https://x.example`")
    assert rendered("[https://x.example](https://y.example)").count("<a ") == 1


def test_a_picture_from_elsewhere_is_held_back():
    assert (
        rendered("![p](https://t.example/1.png)")
        == '<p><img data-remote-src="https://t.example/1.png" alt="p"></p>'
    )


def test_a_table_is_a_table():
    assert "<td>1</td>" in rendered("|a|b|\n|-|-|\n|1|2|")


def test_very_long_text_is_shown_as_typed():
    assert rendered("*a* <b>\n" * (MAX_LENGTH // 8 + 1)).startswith("<p>*a* &lt;b&gt;<br>")


@pytest.mark.parametrize(
    "pattern",
    ["[", "![](", "_*", "> ", "`", "<", "|a", "https://", "*a **b ", "http://a)", "\\", "&", "- "],
)
def test_no_pattern_makes_it_slow(pattern):
    short, long = (pattern * (size // len(pattern)) for size in (4_000, 8_000))
    assert min(_cost(long) for _ in range(3)) < 3.5 * min(_cost(short) for _ in range(3))


def _cost(typed: str) -> float:
    began = time.process_time()
    rendered(typed)
    return max(time.process_time() - began, 0.005)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://x.example/a.", "https://x.example/a"),
        ("(https://x.example/a_(b))", "https://x.example/a_(b)"),
        ("<https://x.example>", "https://x.example"),
        ('"https://x.example"', "https://x.example"),
        ("https://x.example/?a=1&b=2", "https://x.example/?a=1&amp;b=2"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text, address):
    assert f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>' in linked(text)


def test_other_schemes_and_markup_are_words():
    assert linked("javascript:x <b>\nftp://x") == "javascript:x &lt;b&gt;<br>\nftp://x"
