from __future__ import annotations

import pytest
from django.test import Client

from tests.desk.conftest import signed_in


@pytest.fixture
def browser_of_ada(ada) -> Client:
    """The administrator's browser."""
    return signed_in(ada)
