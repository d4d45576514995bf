import pytest
from django.test import Client

from frontdoor.core.pages.headers import HEADERS


@pytest.mark.parametrize("address", ["/static/core/tokens.css", "/no/such/page", "/theme/"])
def test_every_answer_carries_the_headers(address):
    response = Client().get(address)
    kept = set(HEADERS) - {"Cache-Control"}
    assert {name: response.headers[name] for name in kept} == {name: HEADERS[name] for name in kept}


def test_the_policy_allows_nothing_inline_and_nothing_foreign():
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy


def test_a_page_is_not_kept_by_a_shared_computer():
    assert Client().get("/no/such/page").headers["Cache-Control"] == "no-store"
