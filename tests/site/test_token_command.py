"""`frontdoor token create`: however several scopes are named."""

import pytest
from click.testing import CliRunner

from frontdoor.people.login import tokens
from frontdoor.site.cli.token.create import command

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "named",
    [["--scope", "read", "--scope", "write"], ["--scope", "read", "write"]],
    ids=["one flag each", "one flag for all"],
)
def test_a_token_has_every_scope_that_was_named(ana, named):
    answer = CliRunner().invoke(command, ["--person", "ana@example.org", *named])

    assert answer.exit_code == 0, answer.output
    token, _ = tokens.holder(answer.output.strip())
    assert token.scopes == ["read", "write"]


def test_an_unknown_scope_is_a_usage_error(ana):
    answer = CliRunner().invoke(command, ["--person", "ana@example.org", "--scope", "read", "fly"])

    assert answer.exit_code == 2
    assert "fly" in answer.output
