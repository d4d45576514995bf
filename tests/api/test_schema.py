"""The API does what its own document says: every operation, good and bad values, all checks of schemathesis.

The few statuses that are named here beside schemathesis's own are refusals which no schema can express: a verb's
(422), a version that no longer stands (412), a body over its limit (413).
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from frontdoor.api.frame import limits
from frontdoor.api.frame.versions import STRONG
from frontdoor.api.shapes.values import LARGEST_ID
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"allow-x00": False, "with-security-parameters": False},
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "401", "403", "404", "409", "412", "422", "429"]
            },
            "negative_data_rejection": {
                "expected-statuses": [
                    "400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429",
                ]
            },
            "missing_required_header": {"expected-statuses": ["401", "403", "404", "415", "428"]},
        },
    }
)  # fmt: skip
SCHEMA = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", get_wsgi_application(), config=CONFIG
)
schemathesis.openapi.format(
    "date-time",
    st.integers(0, 7_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC).isoformat()),
)
schemathesis.openapi.format("date", st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(str))
UNSAYABLE = {"cursor", "q"}
"""Their values are checked by more than a schema can say; tests of their own do."""


@pytest.fixture
def bearer(ada):
    secret = tokens.make(ada, scopes=["write"], by=SYSTEM)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def one_transaction():
    """The application leaves the test's transaction open, as Django's own test client makes it do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_its_word(case, bearer, ticket, one_transaction):
    limits.TOKENS.forget()
    limits.ADDRESSES.forget()
    if isinstance(case.query, dict):
        for name in UNSAYABLE & case.query.keys():
            case.query.pop(name)
    number = str(case.path_parameters.get("number", ""))
    if number.isdecimal() and 1 <= int(number) <= LARGEST_ID:
        case.path_parameters["number"] = ticket.pk
    if STRONG.fullmatch(str(case.headers.get("If-Match", ""))):
        ticket.refresh_from_db()
        case.headers["If-Match"] = f'"{ticket.last_seq}"'
    case.call_and_validate(headers={**bearer, "Accept-Encoding": "identity"})
