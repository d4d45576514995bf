"""A form whose token is old gives back what was typed, and only to the page that typed it."""

from __future__ import annotations

import pytest
from django.test import Client

HERE = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"body": "Long <words>", "form_key": "a-key-of-this-form", "password": "secret!"}


@pytest.fixture
def strict(db: None) -> Client:
    return Client(enforce_csrf_checks=True)


def test_what_was_typed_comes_back_to_be_sent_again(strict):
    answer = strict.post("/portal/new/", TYPED, **HERE)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Long &lt;words&gt;</textarea>" in page
    assert 'name="form_key" value="a-key-of-this-form"' in page
    assert 'action="/portal/new/"' in page
    assert "secret!" not in page


def test_a_browser_that_names_no_origin_says_where_it_comes_from(strict):
    answer = strict.post("/portal/new/", TYPED, HTTP_SEC_FETCH_SITE="same-origin")

    assert "Long &lt;words&gt;" in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [{}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"},
     {"HTTP_SEC_FETCH_SITE": "cross-site"},
     {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin"}],
)  # fmt: skip
def test_another_site_can_put_no_words_on_our_page(strict, elsewhere):
    answer = strict.post("/portal/new/", TYPED, **elsewhere)

    assert answer.status_code == 403
    assert "words" not in answer.content.decode().replace("Your words", "")


def test_nothing_is_stored_for_a_form_without_its_token(strict, django_assert_num_queries):
    with django_assert_num_queries(0):
        strict.post("/portal/new/", TYPED, **HERE)
