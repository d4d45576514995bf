"""The page of the mailboxes: how they are, and a form that says what is wrong and loses nothing."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.test import Client

from frontdoor.channels.mailboxes import verbs
from frontdoor.channels.mailboxes.verbs import Settings
from frontdoor.channels.models import Mailbox, Spooled
from frontdoor.core import clock
from frontdoor.people.actors import acting
from frontdoor.people.login import sessions
from frontdoor.people.models import Person
from tests import make
from tests.dovecot import PASSWORD

LIST, NEW = "/settings/mailboxes/", "/settings/mailboxes/new/"
CANARY = "kanarie-passwort-7q3x"
TYPED = {
    "name": "Support <b>", "addresses": "help@example.org\nsupport@example.org", "kind": "imap",
    "host": "no-such-name.invalid", "port": "993", "security": "tls", "login": "password", "user": "help",
    "password": CANARY, "folder": "INBOX", "after": "move", "done_folder": "Done", "version": "0", "do": "save",
}  # fmt: skip


def signed_in(person: Person) -> Client:
    client = Client()
    session = client.session
    session[sessions.PERSON], session[sessions.EPOCH] = person.pk, person.epoch
    session.save()
    client.cookies["session"] = session.session_key
    return client


@pytest.fixture
def client(ada) -> Client:
    """The administrator's browser."""
    return signed_in(ada)


def mailbox(ada: Person, name: str = "Support", **rest: object) -> Mailbox:
    wanted = Settings(
        name, (f"{name.lower()}@example.org",), "imap", host="imap.example.org", user="x", password=CANARY,
        done_folder="Done",
    )  # fmt: skip
    made = verbs.add(wanted, by=acting(ada))
    Mailbox.objects.filter(pk=made.pk).update(**rest)
    made.refresh_from_db()
    return made


def page(client: Client, path: str = LIST) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_environments_mailbox_is_in_the_list(client):
    assert "desk@localhost" in page(client)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"paused": True}, "Paused"),
        ({"error": "There is no folder “X”.", "failing_since": "2h"}, "Not reached for 2h"),
        ({"checked_at": "5m"}, "Looked into 5m ago"),
        ({"checked_at": "2h", "watched_since": "2h", "created_at": "2h"}, "Nobody looks into it"),
        ({}, "Not looked into yet"),
    ],
)
def test_the_list_says_how_each_is(client, ada, state, words):
    ages = {"2h": timedelta(hours=2), "5m": timedelta(minutes=5)}
    mailbox(ada, **{k: clock.now() - ages[v] if v in ages else v for k, v in state.items()})

    assert words in page(client)


def test_the_list_asks_the_same_for_one_and_for_three(client, ada, django_assert_num_queries):
    made = [mailbox(ada, "One")]
    with django_assert_num_queries(5):
        page(client)
    made += [mailbox(ada, "Two"), mailbox(ada, "Three")]
    for each in made:
        row = {"source": "imap", "sha256": "0" * 64, "size": 1, "received_at": clock.now()}
        Spooled.objects.create(mailbox=each, **row)
    with django_assert_num_queries(5):
        page(client)


@pytest.mark.parametrize("role", ["cy", "ana", "lea"])
def test_nobody_but_an_administrator_comes_in(role, request, ada):
    made, other = mailbox(ada), signed_in(request.getfixturevalue(role))
    paths = (LIST, NEW, f"{LIST}{made.pk}/", "/settings/")

    assert {other.get(path).status_code for path in paths} == {403}
    assert other.post(f"{LIST}{made.pk}/remove/").status_code == 403
    assert Client().get(LIST).status_code == 302


def test_what_does_not_work_is_said_and_nothing_typed_is_lost(client):
    answer = client.post(NEW, TYPED)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "There is no server called no-such-name.invalid." in text
    assert 'value="no-such-name.invalid"' in text and "support@example.org</textarea>" in text
    assert "Support &lt;b&gt;" in text and 'aria-invalid="true"' in text
    assert CANARY not in text
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("ticked", [True, False])
def test_whether_machines_open_something_again_is_the_mailboxs_to_say(client, ada, ticked):
    made = mailbox(ada, automatic_reopens=not ticked)
    typed = {**TYPED, "version": "1", "do": "keep", "host": "imap.example.org", "user": "x"}
    typed |= {"automatic_reopens": "on"} if ticked else {}
    client.post(f"{LIST}{made.pk}/", typed)
    made.refresh_from_db()

    assert made.automatic_reopens is ticked
    shown = 'name="automatic_reopens" checked' in page(client, f"{LIST}{made.pk}/")
    assert shown is ticked


def test_it_may_be_saved_all_the_same(client):
    assert client.post(NEW, {**TYPED, "do": "keep"}).status_code == 302
    assert Mailbox.objects.get().host == "no-such-name.invalid"


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.8", "[::1]", "localhost", "a b"])
@pytest.mark.parametrize("do", ["save", "try", "keep"])
def test_an_inner_address_is_never_saved(client, host, do):
    text = client.post(NEW, {**TYPED, "host": host, "do": do}).content.decode()

    assert "not allowed" in text
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Give it a name."),
        ("addresses", "", "A mailbox needs an address."),
        ("addresses", "help@example.org, nonsense", "An address has an @ in it"),
        ("host", "", "Which server is it on?"),
        ("user", "x\r\ny", "control character"),
        ("password", "", "Its password is needed."),
        ("done_folder", "", "To which folder?"),
        ("kind", "pigeon", "Choose one of these."),
        ("port", "70000", "65535"),
        ("team", "999", "Choose one of these."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(client, field, value, words):
    answer = client.post(NEW, {**TYPED, field: value})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_mailbox_that_mail_is_delivered_to_needs_no_server(client):
    team = make.team("Network")
    few = {"name": "Net", "addresses": "net@example.org", "kind": "smtp", "team": str(team.pk)}

    assert client.post(NEW, {**few, "do": "save"}).status_code == 302
    made = Mailbox.objects.get()
    assert (made.address, made.team, made.kind) == ("net@example.org", team, "smtp")


def test_a_stored_password_is_kept_and_never_shown(client, ada):
    made = mailbox(ada)
    before, text = made.password, page(client, f"{LIST}{made.pk}/")

    assert CANARY not in text and before not in text and "•••••••• is set" in text
    typed = {
        **TYPED,
        "host": "imap.example.org",
        "user": "x",
        "password": "",
        "version": "1",
        "do": "keep",
    }
    assert client.post(f"{LIST}{made.pk}/", typed).status_code in (302, 422)
    made.refresh_from_db()
    assert made.password == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(client, ada):
    made = mailbox(ada)
    Mailbox.objects.update(version=5, name="Changed")
    answer = client.post(f"{LIST}{made.pk}/", {**TYPED, "version": "1", "do": "keep"})

    assert answer.status_code == 409
    assert "Somebody else changed this mailbox" in answer.content.decode()
    assert "Support &lt;b&gt;" in answer.content.decode()
    assert Mailbox.objects.get().name == "Changed"


def test_it_is_paused_let_go_on_and_removed(client, ada):
    made = mailbox(ada)
    for deed, words in (("pause", "is paused"), ("resume", "goes on"), ("remove", "is removed")):
        answer = client.post(f"{LIST}{made.pk}/{deed}/", follow=True)
        assert words in answer.content.decode()

    assert client.get(f"{LIST}{made.pk}/").status_code == 404
    assert client.post(f"{LIST}{made.pk}/pause/").status_code == 404


def test_an_unknown_deed_is_no_page(client, ada):
    assert client.post(f"{LIST}{mailbox(ada).pk}/burn/").status_code == 404


def test_an_administrator_finds_the_settings_from_the_desk(client, ana):
    assert 'href="/settings/"' in page(client, "/desk/")
    assert 'href="/settings/"' not in page(signed_in(ana), "/desk/")


@pytest.mark.xdist_group("dovecot")
def test_a_password_that_was_typed_once_need_not_be_typed_again(client, dovecot):
    user = dovecot.new_user()
    right = {
        **TYPED,
        "host": "localhost",
        "port": str(dovecot.tls_port),
        "user": user,
        "password": PASSWORD,
    }
    text = client.post(NEW, {**right, "folder": "Nowhere"}).content.decode()
    sealed = text.split('name="password_kept" value="')[1].split('"')[0]

    assert "•••••••• as you typed it" in text and PASSWORD not in html.unescape(text)
    assert client.post(NEW, {**right, "password": "", "password_kept": sealed}).status_code == 302
    assert Mailbox.objects.get().user == user


@pytest.mark.xdist_group("dovecot")
def test_settings_that_work_are_tried_and_saved(client, dovecot):
    user = dovecot.new_user()
    right = {
        **TYPED,
        "host": "localhost",
        "port": str(dovecot.tls_port),
        "user": user,
        "password": PASSWORD,
    }

    tried = client.post(NEW, {**right, "do": "try"})
    assert "This works" in tried.content.decode()
    assert not Mailbox.objects.exists()

    assert client.post(NEW, right).status_code == 302
    assert Mailbox.objects.get().user == user
