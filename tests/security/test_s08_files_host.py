"""S08, rule 10: with a host name of their own, no file is answered on the desk's, and that one answers nothing else."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from frontdoor.core import clock, grants, storage
from frontdoor.core.pages.headers import HEADERS
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from frontdoor.tickets.models import Attachment
from tests.api.client import Api
from tests.desk.conftest import signed_in
from tests.security.routes import filled
from tests.security.rows import ROWS
from tests.security.test_s01_matrix import ask
from tests.security.world import built

DESK, FILES = "desk.example.org", "files.example.net"
PAGE = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def hosts(settings) -> None:
    settings.SITE_URL, settings.FILES_URL = f"http://{DESK}", f"http://{FILES}"
    settings.ALLOWED_HOSTS = [DESK, FILES]


@pytest.fixture
def browser(ana) -> Client:
    client = signed_in(ana)
    client.defaults["HTTP_HOST"] = DESK
    return client


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def file(browser, ticket) -> Attachment:
    sent = SimpleUploadedFile("page of Ana.html", PAGE, "text/html")
    browser.post(f"/desk/tickets/{ticket.pk}/reply/", {"body": "See file.", "files": sent})
    return Attachment.objects.get()


@pytest.fixture
def address(ticket, file) -> str:
    return f"/desk/tickets/{ticket.pk}/files/{file.pk}/"


def at_the_files(path: str, **headers: str):
    return Client().get(path, headers={"Host": FILES, **headers})


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_file_is_fetched_from_its_own_host_as_a_download(browser, address):
    sent_on = browser.get(address)
    assert (sent_on.status_code, body(sent_on)) == (302, b"")
    assert sent_on["Location"].startswith(f"http://{FILES}/files/")
    assert "Ana" not in sent_on["Location"]

    there = at_the_files(urlsplit(sent_on["Location"]).path)
    assert body(there) == PAGE
    assert there["Content-Type"] == "application/octet-stream"
    assert there["Content-Disposition"] == "attachment; filename*=UTF-8''page%20of%20Ana.html"
    assert there["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert there["X-Content-Type-Options"] == "nosniff"
    assert there["Referrer-Policy"] == "no-referrer"


def test_a_picture_of_the_timeline_comes_from_there_too(browser, ticket):
    sent = SimpleUploadedFile("a.png", picture(), "image/png")
    browser.post(f"/desk/tickets/{ticket.pk}/reply/", {"body": "See it.", "files": sent})
    address = f"/desk/tickets/{ticket.pk}/files/{Attachment.objects.get().pk}/picture/"

    there = at_the_files(urlsplit(browser.get(address)["Location"]).path)

    assert there["Content-Type"] in ("image/png", "image/jpeg")
    assert there["Cross-Origin-Resource-Policy"] == "cross-origin"
    policy = browser.get(f"/desk/tickets/{ticket.pk}/")["Content-Security-Policy"]
    assert f"img-src 'self' http://{FILES};" in policy
    assert f"form-action 'self' http://{FILES};" in policy


def test_the_portal_and_the_api_send_on_as_well(ticket, file, cy, ana):
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)
    portal = signed_in(cy)
    at_the_portal = portal.get(
        f"/portal/requests/{ticket.pk}/files/{file.pk}/", headers={"Host": DESK}
    )
    by_the_api = Api(token).get(f"/attachments/{file.pk}", Host=DESK)

    for response in (at_the_portal, by_the_api):
        assert body(at_the_files(urlsplit(response["Location"]).path)) == PAGE


def test_a_link_ends_after_a_minute(browser, address):
    with time_machine.travel(clock.now(), tick=False) as world:
        path = urlsplit(browser.get(address)["Location"]).path
        world.shift(timedelta(seconds=59))
        assert at_the_files(path).status_code == 200
        world.shift(timedelta(seconds=1))
        ended = at_the_files(path)
    assert ended.status_code == 404
    assert "This link has ended" in ended.content.decode()
    assert PAGE not in ended.content


def test_a_link_cannot_be_made_or_turned_to_another_file(browser, address):
    other = storage.keep(b"another's")
    path = urlsplit(browser.get(address)["Location"]).path
    sealed = path.split("/")[2]
    for forged in (
        other.sha256, sealed[:-1], sealed[:-6] + "AAAAAA", f"{sealed.partition(':')[0]}:{other.sha256}", "x", "",
    ):  # fmt: skip
        assert at_the_files(f"/files/{forged}/").status_code == 404, forged


def test_whoever_may_not_read_a_file_gets_no_link(address, ticket, file, di):
    stranger = signed_in(di)
    for path in (address, f"/portal/requests/{ticket.pk}/files/{file.pk}/"):
        response = stranger.get(path, headers={"Host": DESK})
        assert response.status_code in (403, 404)
        assert FILES not in str(response.headers.get("Location", ""))


def test_a_file_that_is_gone_is_said_to_be(browser, address, file):
    path = urlsplit(browser.get(address)["Location"]).path
    storage.discard(file.sha256)
    assert at_the_files(path).status_code == 404
    assert browser.get(address).status_code == 404


def test_the_desks_own_host_knows_no_link(browser, address):
    assert browser.get(urlsplit(browser.get(address)["Location"]).path).status_code == 404


def test_the_host_of_the_files_serves_nothing_else_and_keeps_no_session(db):
    world = built()
    for route, row in ROWS.items():
        values = {
            "slug": "open",
            "secret": "l_x",
            "pk": world.foreign_file.pk,
            "verb": "reply",
            **row.fill,
        }
        path, client = (
            filled(route, number=world.foreign.pk, **values),
            world.client("agent of another team"),
        )
        for method in (client.get, client.post):
            response = method(path, headers={"Host": FILES})
            assert response.status_code in (404, 405), route
            assert response.content.startswith((b"This link", b"Files are")), route
            assert not response.cookies, route
            assert "Cookie" not in response.get("Vary", ""), route
    for path in ("/static/core/tokens.css", "/healthz", "/files/", "/"):
        assert at_the_files(path).status_code == 404, path


def test_every_address_of_a_file_sends_on(db):
    """No route of the matrix answers with bytes of strangers on the desk's own host."""
    world = built()
    for route, row in ROWS.items():
        if row.kind != "child":
            continue
        response = ask(world, "agent of another team", route, row, None, number=world.own.pk, pk=1)
        assert "Content-Disposition" not in response, route


def test_the_host_of_the_files_carries_the_headers_too(browser, address):
    response = at_the_files("/nothing/")
    for name in set(HEADERS) - {"Content-Security-Policy", "Cache-Control"}:
        assert name in response


def test_a_grant_says_nothing_in_the_clear():
    path = grants.address(grants.Grant("0" * 64, "salaries.xlsx"))
    assert "salaries" not in path
    assert "0" * 20 not in path
