"""Consent to sign in to a mailbox, against a real OAuth server and a Dovecot that takes its tokens."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from frontdoor.channels.adapters.email.imap.fetch import Folder
from frontdoor.channels.adapters.email.imap.server import session_of
from frontdoor.channels.adapters.email.imap.trial import tried
from frontdoor.channels.mailboxes import consent, providers, verbs
from frontdoor.channels.mailboxes.verbs import Registration, Settings
from frontdoor.channels.models import Grant, Mailbox
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import acting
from frontdoor.people.models import AuditEntry
from tests.console.mailboxes.test_views import signed_in
from tests.dovecot import Dovecot
from tests.oauth import CLIENT, SECRET, OAuth

pytestmark = pytest.mark.xdist_group("dovecot")
BACK = "http://127.0.0.1:8000/settings/mailboxes/connected/"


@pytest.fixture
def consents(dovecot: Dovecot) -> OAuth:
    dovecot.consents.user, dovecot.consents.refuses, dovecot.consents.lasts = (
        dovecot.new_user(),
        "",
        3600,
    )
    return dovecot.consents


@pytest.fixture
def mailbox(dovecot, consents, ada) -> Mailbox:
    registration = Registration(
        "other", CLIENT, SECRET, authorize_url=f"{consents.url}/authorize",
        token_url=f"{consents.url}/token", scope="imap",
    )  # fmt: skip
    wanted = Settings(
        "Support", (consents.user,), "imap", host="localhost", port=dovecot.tls_port, login="oauth",
        user=consents.user, after="delete", takes_old=True, registration=registration,
    )  # fmt: skip
    return verbs.add(wanted, by=acting(ada))


@pytest.fixture
def connect(ada, mailbox) -> Callable[[], str]:
    """An administrator goes there and comes back; what the last page says."""

    def there_and_back(state: str = "") -> str:
        client = signed_in(ada)
        page = client.post(f"/settings/mailboxes/{mailbox.pk}/connect/").content.decode()
        there = page.split('href="http://127.0.0.1')[1].split('"')[0].replace("&amp;", "&")
        back = urlsplit(_redirected(f"http://127.0.0.1{there}"))
        query = {name: values[0] for name, values in parse_qs(back.query).items()}
        if state:
            query["state"] = state
        answer = client.get(back.path, query, follow=True)
        return answer.content.decode()

    return there_and_back


def _redirected(url: str) -> str:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(url)
    except urllib.error.HTTPError as moved:
        return str(moved.headers["Location"])
    raise AssertionError("no redirect")


def test_after_consent_mail_is_fetched_without_a_password(connect, dovecot, mailbox, consents):
    assert "The mailbox is connected." in connect()
    dovecot.put(consents.user, b"Subject: x\r\n\r\nx\r\n")

    mailbox.refresh_from_db()
    with session_of(mailbox) as session:
        assert Folder(mailbox, session).take(lambda: False) == 1


def test_its_tokens_are_sealed_and_the_audit_knows(connect, mailbox, consents):
    connect()

    held = str(list(Grant.objects.values()))
    assert not [token for token in [*consents.access, *consents.refresh, SECRET] if token in held]
    assert AuditEntry.objects.filter(kind="mailbox.connected").exists()


def test_a_token_is_renewed_before_it_ends_and_a_new_refresh_token_is_kept(
    connect, mailbox, consents
):
    consents.lasts = 60
    connect()
    before = consents.renewals

    first, second = consent.access_token(mailbox), consent.access_token(mailbox)

    assert first != second and consents.renewals == before + 2
    assert tried(Mailbox.objects.get(pk=mailbox.pk)).well


def test_a_token_that_lasts_is_not_renewed(connect, mailbox, consents):
    connect()
    before = consents.renewals

    assert consent.access_token(mailbox) == consent.access_token(mailbox)
    assert consents.renewals == before


def test_without_consent_it_says_so(mailbox):
    assert "Nobody has given consent" in tried(mailbox).words


def test_a_consent_that_was_taken_back_says_so(connect, mailbox, consents):
    connect()
    Grant.objects.update(expires_at=clock.now())
    consents.refresh.clear()

    verdict = tried(Mailbox.objects.get(pk=mailbox.pk))
    assert (verdict.field, "taken back" in verdict.words) == ("login", True)


def test_a_token_that_the_server_does_not_take_says_so(connect, mailbox, consents):
    connect()
    consents.access.clear()

    assert "does not let" in tried(Mailbox.objects.get(pk=mailbox.pk)).words


def test_an_answer_with_another_state_does_nothing(connect):
    assert "does not belong to a question" in connect(state="guessed")
    assert not Grant.objects.exclude(refresh="").exists()


def test_an_answer_that_nobody_asked_for_does_nothing(ada, mailbox):
    client = signed_in(ada)
    answer = client.get("/settings/mailboxes/connected/", {"code": "x", "state": "x"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("error", "words"),
    [("invalid_client", "does not know the desk"), ("weird<b>", "refuses: weirdb.")],
)
def test_a_refusal_is_told_in_words(connect, consents, error, words):
    consents.refuses = error

    assert words in connect()


def test_another_registration_voids_the_tokens_and_wants_its_secret_again(
    connect, mailbox, consents, ada
):
    connect()
    held = Grant.objects.get()
    other = Registration(
        "other", CLIENT, None, authorize_url=held.authorize_url, token_url="https://evil.example/token", scope="imap"
    )  # fmt: skip
    wanted = Settings(
        "Support", (consents.user,), "imap", host="localhost", port=mailbox.port, login="oauth",
        user=consents.user, registration=other,
    )  # fmt: skip
    with pytest.raises(Refused, match="once more"):
        verbs.change(mailbox, wanted, version=2, by=acting(ada))


@pytest.mark.parametrize(
    ("provider", "host", "scope"),
    [
        (
            "microsoft",
            "login.microsoftonline.com",
            "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        ),
        ("google", "accounts.google.com", "https://mail.google.com/"),
    ],
)
def test_microsoft_and_google_are_asked_with_state_and_pkce(provider, host, scope):
    mailbox = Mailbox(user="help@example.org")
    grant = Grant(mailbox=mailbox, provider=provider, client_id="me", tenant="contoso/../x")
    asked = consent.ask(grant, BACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.url).query).items()}

    assert urlsplit(asked.url).hostname == host and "/../" not in asked.url
    assert (query["scope"], query["state"], query["code_challenge_method"]) == (
        scope,
        asked.state,
        "S256",
    )
    assert query["redirect_uri"] == BACK and asked.verifier not in asked.url
    assert providers.of(grant).token.startswith("https://")


def test_a_form_for_consent_needs_no_password(ada, consents, dovecot, mailbox):
    client: Client = signed_in(ada)
    typed = {
        "name": "Google", "addresses": "g@example.org", "kind": "imap", "host": "localhost",
        "port": str(dovecot.tls_port),
        "security": "tls", "login": "oauth", "user": "g@example.org", "provider": "google", "client_id": "me",
        "client_secret": "kanarie-client", "after": "leave", "version": "0", "do": "save",
    }  # fmt: skip
    answer = client.post("/settings/mailboxes/new/", typed, follow=True)
    text = answer.content.decode()

    assert "Nobody has given it yet" in text and "Connect" in text
    assert "kanarie-client" not in text
