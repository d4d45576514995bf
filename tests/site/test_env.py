"""The environment: what it understands, and what it refuses by name."""

from __future__ import annotations

import pytest
from django.core.exceptions import DisallowedHost
from django.test import RequestFactory

from frontdoor.core.errors import Unsound
from frontdoor.site import env


def read(tmp_path, **environ: str) -> env.Env:
    return env.read({"FRONTDOOR_DATA": str(tmp_path), **environ})


def test_places_of_checkpoints_stand_with_spaces_between(tmp_path):
    given = "/mnt/audit mailto:owner@example.org syslog: syslog://logs.example.org:5514"

    assert read(tmp_path, FRONTDOOR_CHECKPOINTS=given).checkpoints == tuple(given.split())
    assert read(tmp_path).checkpoints == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "audit",
        "mailto:nobody",
        "syslog:here",
        "syslog://h:x",
        "https://example.org/",
        "mailto:",
        "ftp:",
    ],
)
def test_a_place_that_is_none_is_refused_by_name(tmp_path, wrong):
    with pytest.raises(Unsound, match="FRONTDOOR_CHECKPOINTS"):
        read(tmp_path, FRONTDOOR_CHECKPOINTS=f"/mnt/audit {wrong}")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FRONTDOOR_EGRESS_ALLOW", "10.0.0.0/33", "FRONTDOOR_EGRESS_ALLOW"),
        ("FRONTDOOR_EGRESS_ALLOW", "mail.example.org", "FRONTDOOR_EGRESS_ALLOW"),
        ("FRONTDOOR_SECRETS_KEY", "nonsense", "FRONTDOOR_SECRETS_KEY: a key is written as id:key"),
        ("FRONTDOOR_MAIL_CERTIFICATE", "/nowhere.pem", "/nowhere.pem can't be used"),
        ("FRONTDOOR_MAIL_KEY", "/nowhere.pem", "needs FRONTDOOR_MAIL_CERTIFICATE"),
    ],
)
def test_what_mail_needs_is_refused_at_the_start_with_its_name(tmp_path, name, value, words):
    with pytest.raises(Unsound, match=words):
        read(tmp_path, **{name: value})


def test_networks_that_may_be_reached_are_named(tmp_path):
    assert read(tmp_path, FRONTDOOR_EGRESS_ALLOW="10.20.0.5, fd00::/64").egress_allow == (
        "10.20.0.5",
        "fd00::/64",
    )


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://desk.example.org", "desk.example.org"),
        ("https://Desk.Example.org:8443/", "desk.example.org:8443"),
        ("https://[2001:db8::7]:8443", "[2001:db8::7]:8443"),
        ("https://ana:secret@desk.example.org", "desk.example.org"),
        ("http://10.1.2.3:8000", "10.1.2.3:8000"),
        ("http://127.0.0.1:8000", "any.example.org"),
    ],
)
def test_the_desk_answers_for_the_host_of_its_address_however_that_is_written(
    tmp_path, settings, url, asked
):
    files = url.replace("//", "//files.", 1) if url.endswith(".org") and "@" not in url else ""
    given = {"FRONTDOOR_URL": url} | ({"FRONTDOOR_FILES_URL": files} if files else {})
    settings.ALLOWED_HOSTS = read(tmp_path, **given).hosts

    assert RequestFactory().get("/", headers={"Host": asked}).get_host() == asked
    if files:
        host = files.removeprefix("https://")
        assert RequestFactory().get("/", headers={"Host": host}).get_host() == host
    if "127" not in url:
        with pytest.raises(DisallowedHost):
            RequestFactory().get("/", headers={"Host": "other.example.org"}).get_host()


def test_files_may_have_a_host_name_of_their_own(tmp_path):
    given = {
        "FRONTDOOR_URL": "https://desk.example.org",
        "FRONTDOOR_FILES_URL": "https://files.example.org/",
    }

    assert read(tmp_path, **given).files_url == "https://files.example.org"
    assert read(tmp_path).files_url == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("https://desk.example.org:8443", "has the host name of FRONTDOOR_URL"),
        ("https://DESK.example.org", "has the host name of FRONTDOOR_URL"),
        ("http://files.example.org", "must begin like FRONTDOOR_URL"),
        ("files.example.org", "is not an address like"),
        ("https://files.example.org/files", "is not an address like"),
    ],
)
def test_a_host_of_files_that_keeps_nothing_apart_is_refused(tmp_path, value, words):
    given = {"FRONTDOOR_URL": "https://desk.example.org", "FRONTDOOR_FILES_URL": value}
    with pytest.raises(Unsound, match=f"FRONTDOOR_FILES_URL: .*{words}"):
        read(tmp_path, **given)
