"""What is printed is escaped as Jinja would."""

from __future__ import annotations

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from frontdoor.core.pages.engine import environment
from frontdoor.core.pages.printed import printed


class Own(str):
    """A text of a kind of its own."""


@pytest.mark.parametrize(
    "said",
    [
        "",
        "plain",
        "<a href='x' title=\"y\">&amp;</a>",
        "Ä<ß",
        Markup("<b>"),
        7,
        None,
        True,
        1.5,
        Own("<i>"),
    ],
)
def test_it_gives_the_same_characters(said):
    assert printed(said) == str(escape(said))


def test_a_template_escapes_what_it_prints_wherever_it_stands():
    made = environment().from_string(
        "{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}{% set kept %}{{ v }}{% endset %}"
        "{{ v }}|{{ m(v) }}|{{ kept }}|{{ v ~ ok }}|{{ v|safe }}|{% filter upper %}{{ v }}{% endfilter %}"
    )

    told = made.render(v="<&\"'", ok=Markup("<b>"))

    own = "&lt;&amp;&#34;&#39;"
    assert told == f"{own}|<p>{own}</p>|{own}|{own}<b>|<&\"'|{own.upper()}"


def test_a_name_that_is_not_there_still_fails():
    with pytest.raises(UndefinedError):
        printed(StrictUndefined(name="gone"))
    with pytest.raises(UndefinedError):
        environment().from_string("{{ gone }}").render()
