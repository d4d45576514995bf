import pytest
from django.test import Client


def test_the_chosen_theme_is_printed_by_the_server():
    client = Client()
    client.post("/theme/", {"theme": "dark", "next": "/desk/"})
    assert b'data-theme="dark"' in client.get("/no/such/page").content


def test_a_theme_we_do_not_have_follows_the_system():
    client = Client()
    client.cookies["theme"] = '"><script>'
    assert b"data-theme" not in client.get("/no/such/page").content


@pytest.mark.parametrize(
    "target",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example"],
)
def test_the_way_back_stays_on_this_site(target):
    assert Client().post("/theme/", {"theme": "dark", "next": target}).headers["Location"] == "/"


def test_the_switch_refuses_a_foreign_form():
    assert Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}).status_code == 403
