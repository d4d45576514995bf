"""Real requests with real tokens."""

import pytest

from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from tests.api.client import Api


@pytest.fixture
def api():
    """`api(person)` is a client with a token of theirs; scopes may be named."""

    def client(person, *scopes):
        return Api(tokens.make(person, scopes=list(scopes or ["write"]), by=SYSTEM))

    return client


@pytest.fixture
def nobody():
    return Api("")
