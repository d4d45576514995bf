"""Strange HTML is harmless, and readable as text."""

import time

import pytest

from frontdoor.core.html import sanitised
from frontdoor.core.html_text import to_text, to_words
from frontdoor.core.nesting import too_deep

HOSTILE = """
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg/onload=alert(1)>
<iframe srcdoc='<script>'>
<a href='javascript:alert(1)'>x</a>
<a href=' java\tscript:alert(1)'>x</a>
<a href='data:text/html,x'>x</a>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
<noscript><p title='</noscript><img src=x onerror=alert(1)>'>
<form action=/logout><button>x</button></form>
<style>@import '//evil'</style>
<link rel=stylesheet href=//evil>
<meta http-equiv=refresh content='0;url=//evil'>
<base href=//evil>
<object data=//evil></object>
<body background=//evil>
<table background=//evil><tr><td>
<p style='background:url(//evil)'>x</p>
<p style='position:fixed;top:0'>x</p>
<input autofocus onfocus=alert(1)>
<video poster=//evil><source src=//evil></video>
<a href='//evil'>x</a>
<a href='/logout'>x</a>
<img src='//evil/1.gif'>
<p id=composer name=composer class=hidden>x</p>
""".strip().split("\n")
BAD = [
    "<script", "onerror", "onload", "onfocus", "javascript", "srcdoc", "<form", "<style", "@import", "<link", "<meta",
    "<base", "<object", "background", "position", "<video", "<svg", "<iframe", 'src="//', 'href="/', "id=", "class=",
]  # fmt: skip


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_active_is_left(markup):
    clean = sanitised(f"before {markup} after").lower()
    assert clean.startswith("before")
    assert not [bad for bad in BAD if bad in clean]


def test_a_remote_picture_keeps_its_address_but_not_as_source():
    clean = sanitised('<img alt="a > b" src="http://t.example/1.gif">')
    assert ' data-remote-src="http://t.example/1.gif"' in clean
    assert " src=" not in clean


def test_no_attribute_hides_a_source_from_being_held_back():
    clean = sanitised(
        "<img alt=' src=\"cid:a\"' src='http://t.example/1.gif' title='<img src=\"cid:b\"'>"
    )
    assert 'data-remote-src="http://t.example/1.gif"' in clean
    assert ' src="' not in clean


def test_words_and_links_stay():
    clean = sanitised('<p>Hi <b>Ana</b>, see <a href="https://x.example/a?b=1&c=2">this</a></p>')
    assert "<b>Ana</b>" in clean
    assert (
        '<a href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">this</a>'
        in clean
    )


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "blockquote", "x-y"])
def test_depth_is_judged_before_anything_is_parsed(tag):
    assert too_deep(f"<{tag}>" * 201)
    assert not too_deep(f"<{tag}></{tag}>" * 5_000)
    assert sanitised(f"<{tag}>" * 40_000 + "x") == ""


def test_closing_what_was_never_opened_hides_no_depth():
    assert too_deep("<div></p></b>" * 300)


def test_a_list_without_closing_tags_is_not_deep():
    assert not too_deep("<ul>" + "<li>one" * 1_000 + "</ul>")


def test_forty_thousand_nested_elements_are_text_at_once():
    began = time.process_time()
    assert (
        to_text("<div>" * 40_000 + "<!-- no --><style>no</style>deep &amp; dark") == "deep & dark"
    )
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>\n  Three", "One\nTwo\nThree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n\n  - c"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a  b\nc  d"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<a href="https://x.example/">here</a>', "here <https://x.example/>"),
        ('<a href="https://x.example/">https://x.example</a>', "https://x.example"),
        ("<blockquote>one<br>two</blockquote>", "> one\n> two"),
        ("a &nbsp; b &lt;c&gt;", "a   b <c>"),
        ("<title>no</title><style>no</style>yes<script>no</script><!-- no -->", "yes"),
        ("", ""),
    ],
)
def test_html_as_text(markup, text):
    assert to_text(markup) == text


def test_words_leave_out_the_addresses_of_links():
    assert to_words('<a href="https://x.example/">here</a>', lambda node: "") == "here"


def test_a_mark_is_put_before_its_element():
    marked = to_words(
        "<p>a</p><hr id=cut><p>b</p>",
        lambda node: "CUT" if node.attributes.get("id") == "cut" else "",
    )
    assert marked.split() == ["a", "CUT", "_" * 32, "b"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div title="</div>">',
        "<div title='></div>'>",
        '<div a = "></div>">',
        "<div><!--</div>-->",
        "<div><!x </div>",
        "<div><?x </div>",
        "<div><style></div></style>",
        "<div><TEXTAREA></div></textarea>",
        "<span><div></span>",
        "<svg><desc><p></desc></svg>",
        "<svg><g><![CDATA[></g>]]>",
        "<svg><tr></tr><input>",
        "<li><dd>",
        "<td><li></td><td><dd></td>",
        "<table><table></table><td><li></td><td><dd></td>",
        "<optgroup>",
    ],
)
def test_no_end_tag_that_a_parser_ignores_hides_how_deep_it_is(hidden):
    assert too_deep(hidden * 1_100)


@pytest.mark.parametrize(
    "common",
    [
        "<p>One<p>Two<br>",
        "<p>x <o:p></o:p></p><!--[if gte mso 9]><xml><w:a><w:b></xml><![endif]-->",
        "<ul><li>One<li>Two</ul><dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tbody><tr><th>a</th></tr></tbody></table>",
        "<style>td > p { color: red }</style><hr/><img src='a>b' alt=x>",
        "<a href=https://x.example/?a=b>x</a><b><i>y</i></b>",
    ],
)
def test_what_is_common_is_not_deep_however_much_there_is_of_it(common):
    assert not too_deep(common * 2_000)


@pytest.mark.parametrize(
    "style",
    ["color:url(http://e.example)", "background-color:\\75rl(//e.example/1)", "color:image(x)"],
)
def test_a_style_that_fetches_goes(style):
    assert sanitised(f'<p title="a" style="{style}">x</p>') == '<p title="a">x</p>'


def test_a_colour_stays_and_so_do_words_about_styles():
    coloured = '<p style="color:rgb(1, 2, 3)">style="url(x)"</p>'
    assert sanitised(coloured) == coloured
