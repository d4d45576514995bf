"""The small named cast, and what holds after every test that touched the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as site
from django.db import connection

from frontdoor.api.frame import limits
from frontdoor.channels import pressure
from frontdoor.channels.mailboxes import addresses
from frontdoor.people.actors import Actor, acting
from frontdoor.people.login import passwords
from frontdoor.people.models import Person, Team
from frontdoor.tickets.models import Ticket
from tests import make
from tests.dovecot import Dovecot, running
from tests.oauth import oauth_server
from tests.replay import assert_log_tells_the_whole_story

# A busy machine is no fault of an example: nothing here fails on wall time.
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="Leave out what never touches a database."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test without a database need not run again on the second one, nor one about the first."""
    if config.getoption("--database-only"):
        items[:] = [item for item in items if _touches_a_database(item)]
    elsewhere = "postgres" if connection.vendor == "sqlite" else "sqlite"
    items[:] = [item for item in items if not item.get_closest_marker(elsewhere)]


def _touches_a_database(item: pytest.Item) -> bool:
    module = getattr(item, "module", None)
    runs_a_desk = hasattr(module, "installed") or hasattr(module, "serving")
    asked = {"db", "transactional_db", "database"} & set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or asked or runs_a_desk)


@pytest.fixture
def desk(db: None) -> Team:
    return make.team()


@pytest.fixture
def ana(desk: Team) -> Person:
    """An agent of the service desk."""
    return make.person("Ana", "agent", desk)


@pytest.fixture
def bo(db: None) -> Person:
    """An agent of another team."""
    return make.person("Bo", "agent", make.team("Network"))


@pytest.fixture
def cy(db: None) -> Person:
    """A requester."""
    return make.person("Cy")


@pytest.fixture
def di(db: None) -> Person:
    """A stranger: a requester who has nothing to do with it."""
    return make.person("Di")


@pytest.fixture
def lea(desk: Team) -> Person:
    """The lead of the service desk."""
    return make.person("Lea", "lead", desk)


@pytest.fixture
def ada(db: None) -> Person:
    """The administrator."""
    return make.person("Ada", "admin")


@pytest.fixture
def ticket(cy: Person, desk: Team) -> Ticket:
    return make.ticket(requester=cy, team=desk)


@pytest.fixture
def as_ana(ana: Person) -> Actor:
    return acting(ana)


@pytest.fixture
def as_cy(cy: Person) -> Actor:
    return acting(cy)


@pytest.fixture(scope="session")
def running_dovecot() -> Iterator[Dovecot]:
    with oauth_server() as consents, running(consents) as server:
        yield server


@pytest.fixture
def dovecot(running_dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Dovecot:
    """A real IMAP server, trusted and allowed for this test. Its tests stand in the xdist group of its name."""
    monkeypatch.setenv("SSL_CERT_FILE", str(running_dovecot.authority.certificate))
    settings.EGRESS_ALLOW = ("127.0.0.0/8", "::1/128")
    return running_dovecot


@pytest.fixture(autouse=True, scope="session")
def own_folder() -> None:
    """Each worker of the suite has files of its own, as it has a database of its own."""
    folder = Path(site.DATA) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
    folder.mkdir(parents=True, exist_ok=True)
    site.DATA = folder
    os.environ["FRONTDOOR_DATA"] = str(folder)  # for the processes that tests start


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> None:
    """Hundreds of sign-ins cost their hash; what that costs a thief is a setting, tested as such."""
    site.PASSWORD_HASHERS = ["tests.quick.QuickArgon2"]


@pytest.fixture(autouse=True)
def replayable(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test that touched the database, the log alone must rebuild what was derived."""
    marked = request.node.get_closest_marker("django_db")
    touches = marked or {"db", "transactional_db"} & set(request.fixturenames)
    if touches and not (marked and marked.kwargs.get("transaction")):
        request.getfixturevalue("db")
    yield
    if touches and not request.node.get_closest_marker("no_replay"):
        assert_log_tells_the_whole_story()


@pytest.fixture(autouse=True, scope="session")
def flushable() -> None:
    """Only tests empty the log: a flush between transactional tests takes the append-only triggers off and on again."""
    operations, flush = type(connection.ops), type(connection.ops).sql_flush

    def sql_flush(self: object, style: object, tables: list[str], **rest: bool) -> list[str]:
        statements: list[str] = flush(self, style, tables, **rest)
        if connection.vendor != "sqlite":
            return statements
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'"
            )
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*drops, *statements, *(sql for _, sql in triggers)]

    operations.sql_flush = sql_flush


@pytest.fixture(autouse=True)
def a_new_minute() -> None:
    """What other tests asked of the API counts against nobody here."""
    limits.TOKENS.forget()
    limits.ADDRESSES.forget()
    passwords.PLACES.forget()
    addresses.DIRECTORY.forget()
    pressure.GAUGE.forget()
