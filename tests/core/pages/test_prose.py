import time

import pytest

from frontdoor.core.pages import prose

LINK = '<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\n\nThree.", "<p>One.<br>Two.</p><p>Three.</p>"),
        ("<b onclick='x'>&", "<p>&lt;b onclick=&#39;x&#39;&gt;&amp;</p>"),
        ("See https://a.example/x?y=1&z=2.", f"<p>See {LINK.format('https://a.example/x?y=1&amp;z=2')}.</p>"),
        ('https://a.example/"onmouseover="x', f"<p>{LINK.format('https://a.example/')}&#34;onmouseover=&#34;x</p>"),
        ("javascript:alert(1) data:text/html,x", "<p>javascript:alert(1) data:text/html,x</p>"),
        ("   ", ""),
    ],
)  # fmt: skip
def test_words_become_paragraphs_and_addresses_links(text, html):
    assert prose.paragraphs(text) == html


@pytest.mark.parametrize("piece", ["https://", "&", "<", "\n \n", "https://a.example/&&", ":/"])
def test_hostile_text_takes_time_in_step_with_its_length(piece):
    def seconds(count):
        began = time.process_time()
        for _ in range(3):
            prose.paragraphs(piece * count)
        return time.process_time() - began

    assert seconds(40_000) < 12 * max(seconds(10_000), 0.01)
