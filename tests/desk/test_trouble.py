"""A full disk is told on every page, to whoever is about to write (trust.md R12)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

WORDS = "The desk has run out of room"


@pytest.fixture
def pages(enter, ana):
    return lambda: [
        Client().get("/login/").content.decode(),
        enter(ana).get("/desk/").content.decode(),
    ]


def test_pages_say_that_nothing_can_be_kept(pages, settings):
    settings.MIN_FREE = 2**62

    assert all(WORDS in page for page in pages())


def test_no_page_says_so_while_there_is_room(pages, settings):
    settings.MIN_FREE = 0

    assert not any(WORDS in page for page in pages())
