import pytest

from frontdoor.core.pages import faces


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Alice Moreau", "AM"),
        ("Tomás de la Rueda", "TR"),
        ("Cher", "C"),
        ("  ", "?"),
        ("«» <b>", "?"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_are_the_first_and_last_words_letters(name, letters):
    assert faces.initials(name) == letters


def test_a_person_keeps_one_of_six_hues():
    assert {faces.hue(pk) for pk in range(100)} == {1, 2, 3, 4, 5, 6}
    assert faces.hue(None) == 1
