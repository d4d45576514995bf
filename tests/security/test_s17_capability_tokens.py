"""S17: links and tokens. Of everything that is not exactly the one that was given, none is accepted."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people import verbs
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import links, passwords, secrets, tokens
from frontdoor.people.login.brake import Brake
from frontdoor.people.models import Link, Token

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORGED = [
    "", " ", "None", "null", "NULL", "0", "1", "undefined", "[]", "{}", "l_", "fd_live_", "%00", "\0", "l_" + "a" * 51,
    "fd_live_" + "A" * 51, "fd_live_*", "fd_live_%", "_" * 51,
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b",
    "é" * 20, "\ud800", "a" * 10_000,
]  # fmt: skip


def twisted(secret: str) -> list[str]:
    """All that is nearly it."""
    middle = len(secret) // 2
    flipped = secret[:middle] + ("A" if secret[middle] != "A" else "B") + secret[middle + 1 :]
    return [
        secret[:-1], secret[1:], secret + "A", secret[:-8], secret[:14], flipped, secret.swapcase(), secret.upper(),
        secret.lower() + "x", f" {secret}", f"{secret} ", f"{secret}\n", f"{secret}\0", secret[::-1],
        hashlib.sha256(secret.encode()).hexdigest(), secrets.digest(secret).upper(),
        secret.split("_", 1)[1], "x_" + secret.split("_", 1)[1],
    ]  # fmt: skip


def accepted(secret: str, purpose: str = "sign_in") -> bool:
    return links.peek(secret, purpose) is not None or links.use(secret, purpose) is not None


def test_a_link_has_256_bits_and_is_kept_as_a_hash_alone(cy):
    made = [links.make("sign_in", person=cy) for _ in range(6)]

    assert len(set(made)) == 6 and all(len(secret) >= 2 + 43 for secret in made)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_link")
        kept = repr(cursor.fetchall())
    assert not any(secret in kept or secret[2:40] in kept for secret in made)


@pytest.mark.parametrize("purpose", sorted(links.LIVES))
def test_of_what_is_not_the_link_none_is_accepted(cy, purpose):
    secret = links.make(purpose, person=cy, thing="ticket:1")

    assert not [wrong for wrong in [*FORGED, *twisted(secret)] if accepted(wrong, purpose)]
    assert not [
        other
        for other in [*links.LIVES, "", "SIGN_IN"]
        if other != purpose and accepted(secret, other)
    ]
    assert links.use(secret, purpose) is not None


def test_a_link_works_once(cy):
    secret = links.make("sign_in", person=cy)

    assert links.use(secret, "sign_in") is not None
    assert not accepted(secret)


@pytest.mark.parametrize("purpose", sorted(links.LIVES))
def test_a_link_ends(cy, purpose):
    secret = links.make(purpose, person=cy)

    with time_machine.travel(clock.now() + links.LIVES[purpose], tick=False):
        assert not accepted(secret, purpose)


@pytest.mark.parametrize("end", ["password", "role", "disabled"])
def test_links_and_tokens_end_with_the_rights_they_stand_on(ana, end):
    secret = links.make("sign_in", person=ana)
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)
    {
        "password": lambda: verbs.change_password(ana, password="correct horse battery", by=SYSTEM),
        "role": lambda: verbs.change_role(ana, role="requester", by=SYSTEM),
        "disabled": lambda: verbs.disable(ana, by=SYSTEM),
    }[end]()

    assert not accepted(secret) and tokens.holder(token) is None


def test_a_link_of_nobody_is_nobodys(db, cy):
    """NULL is not NULL: a link without a person lets nobody in."""
    setup = links.make("setup")
    Link.objects.filter(digest=secrets.digest(setup)).update(purpose="sign_in")

    answer = Client().post(f"/login/link/{setup}/")

    assert answer.status_code == 404 and "person" not in answer.client.session


def test_of_what_is_not_the_token_none_is_accepted(ana):
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)

    assert not [wrong for wrong in [*FORGED, *twisted(token)] if tokens.holder(wrong) is not None]
    assert tokens.holder(token) is not None


def test_a_token_ends_when_it_is_revoked_or_its_time_is_over(ana):
    short = tokens.make(
        ana, scopes=["read"], by=SYSTEM, expires_at=clock.now() + timedelta(hours=1)
    )
    revoked = tokens.make(ana, scopes=["read"], by=SYSTEM)
    tokens.revoke(Token.objects.get(digest=secrets.digest(revoked)), by=SYSTEM)

    assert tokens.holder(revoked) is None and tokens.holder(short) is not None
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        assert tokens.holder(short) is None


def test_a_link_is_no_token_and_a_token_no_link(ana):
    link, token = links.make("sign_in", person=ana), tokens.make(ana, scopes=["read"], by=SYSTEM)

    assert tokens.holder(link) is None and not accepted(token)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer null", "Bearer {0} {0}", "Basic {0}", "Token {0}", "bearer\t{0}", "Bearer [{0}]",
     "{0}"],
)  # fmt: skip
def test_the_api_takes_a_token_in_one_form_only(ana, header):
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)

    answer = Client().get("/api/v1/tickets", headers={"Authorization": header.format(token)})

    assert answer.status_code == 401


@pytest.mark.parametrize("how", ["access_token", "token", "api_key", "authorization"])
def test_the_api_takes_no_token_from_the_address_or_a_cookie(ana, how):
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)
    client = Client()
    client.cookies[how] = token

    assert client.get(f"/api/v1/tickets?{how}={token}").status_code in (400, 401)
    assert client.get("/api/v1/tickets").status_code == 401


@pytest.mark.parametrize("value", [None, ["x"], {"a": 1}, 1, True])
def test_a_body_of_the_wrong_type_is_no_key(ana, value):
    answer = Client().post(
        "/api/v1/tickets",
        json.dumps({"token": value}),
        content_type="application/json",
        headers={"Authorization": "Bearer"},
    )

    assert answer.status_code == 401


def test_guessing_links_is_braked(db):
    """A thousand tries from one place: none gets in, and most are not even looked up."""
    client = Client(REMOTE_ADDR="203.0.113.7")
    statuses = [client.get(f"/login/link/l_{n:048d}/").status_code for n in range(1000)]

    assert set(statuses) == {404, 429} and statuses.count(429) >= 900


def test_guessing_tokens_is_braked(ana):
    """A thousand tries in an hour, however slowly, from one place; who has a token there still gets in."""
    client, statuses = Client(REMOTE_ADDR="203.0.113.8"), []
    token = tokens.make(ana, scopes=["read"], by=SYSTEM)
    for n in range(1000):
        with time_machine.travel(NOW + n * timedelta(seconds=3.5), tick=False):
            guess = {"Authorization": f"Bearer fd_live_{n:051d}"}
            statuses.append(client.get("/api/v1/tickets", headers=guess).status_code)

    assert set(statuses) == {401, 429} and statuses.count(429) >= 500
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        right = client.get("/api/v1/tickets", headers={"Authorization": f"Bearer {token}"})
    assert right.status_code == 200


def test_guessing_passwords_is_braked(ana):
    verbs.change_password(ana, password="correct horse battery", by=SYSTEM)
    client = Client()
    tries = [
        client.post(
            "/login/", {"way": "password", "email": "ana@example.org", "password": f"wrong{n}"}
        )
        for n in range(8)
    ]

    right = client.post(
        "/login/",
        {"way": "password", "email": "ana@example.org", "password": "correct horse battery"},
    )

    assert "person" not in right.client.session
    assert b"Wait" in tries[-1].content or tries[-1].status_code == 429


def test_a_session_is_nothing_that_can_be_guessed(cy):
    made = set()
    for _ in range(20):
        client = Client()
        client.post(f"/login/link/{links.make('sign_in', person=cy)}/")
        made.add(client.cookies["session"].value)

    assert len(made) == 20 and all(len(key) >= 32 for key in made)


@pytest.mark.parametrize(
    "spelling",
    ["ana@example。org", "ana@ｅｘａｍｐｌｅ.org", "ana@exam\u00adple.org", "ANA@Example.ORG"],
)
def test_another_spelling_of_the_address_is_braked_with_it(ana, spelling):
    verbs.change_password(ana, password="correct horse battery", by=SYSTEM)
    for _ in range(5):
        with pytest.raises(Refused, match="don't belong"):
            passwords.check("ana@example.org", "a wrong one")

    with pytest.raises(Refused, match="Too many tries"):
        passwords.check(spelling, "correct horse battery")


def test_one_password_tried_on_many_addresses_is_braked(ana, monkeypatch):
    monkeypatch.setattr(passwords, "PLACES", Brake(tries=6, within=passwords.WITHIN))
    verbs.change_password(ana, password="correct horse battery", by=SYSTEM)
    for n in range(6):
        with pytest.raises(Refused, match="don't belong"):
            passwords.check(f"agent{n}@example.org", "a common one", ip="198.51.100.7")

    with pytest.raises(Refused, match="Too many tries"):
        passwords.check("ana@example.org", "correct horse battery", ip="198.51.100.7")
    assert passwords.check("ana@example.org", "correct horse battery", ip="198.51.100.8") == ana
