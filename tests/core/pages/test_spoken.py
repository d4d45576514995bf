"""Marked words are put in their language when a template is compiled."""

import gettext

from frontdoor.core.pages.engine import environment
from frontdoor.site import catalogues

OLDER = "%(count)s older message is not shown. Ask us, and we send it."
OLDERS = "%(count)s older messages are not shown. Ask us, and we send them."


def test_without_a_translation_words_are_what_was_written_and_values_are_escaped():
    page = environment().from_string(
        '{{ _("It can\'t") }} {% trans name=who %}<b>{{ name }}</b>, 100 %{% endtrans %}'
    )
    assert page.render(who="<i>") == "It can't <b>&lt;i&gt;</b>, 100 %"


def test_marked_words_cost_a_page_nothing():
    marked = environment().compile(
        '<p>{{ _("Hello") }} {% trans x=y %}a {{ x }}{% endtrans %}</p>', raw=True
    )
    assert "gettext" not in marked.split("root(")[1]


def test_plurals_are_chosen_while_printing():
    page = environment().from_string(
        "{% trans count=n %}{{ count }} file{% pluralize %}{{ count }} files{% endtrans %}"
    )
    assert [page.render(n=n) for n in (1, 2)] == ["1 file", "2 files"]


def test_a_translation_that_loses_a_value_is_refused(tmp_path):
    po = tmp_path / "xx.po"
    po.write_text('msgid "Hello, %(name)s"\nmsgstr "Hallo"\n')
    try:
        catalogues.read(po)
    except catalogues.Unsound as problem:
        assert "xx.po" in str(problem)
    else:
        raise AssertionError("a lost value went unseen")


def test_a_compiled_translation_is_what_python_reads(tmp_path):
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "de.po").write_text('msgid "Sign in"\nmsgstr "Hinein"\n')
    catalogues.build(tmp_path)
    spoken = gettext.translation("django", tmp_path / "locale", ["de"])
    assert spoken.gettext("Sign in") == "Hinein"
    assert spoken.gettext("Send") == "Senden"
    assert spoken.ngettext(OLDER, OLDERS, 2).startswith("%(count)s ältere Nachrichten")
