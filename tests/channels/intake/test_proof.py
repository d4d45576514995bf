"""An agent's forward to the desk's plain address counts where their domain proves it, and not where it does not."""

from __future__ import annotations

import pytest

from tests.channels.intake.test_bringing import INLINE, forward


@pytest.mark.parametrize(
    ("result", "requester"), [("pass", "Eva Zeman"), ("fail", "Unknown sender"), ("", "Ana")]
)
def test_a_forward_is_believed_where_the_agents_domain_proves_it(
    arrive, ana, settings, result, requester
):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    told = f"mx.desk.example; dmarc={result} header.from=example.org"
    row = arrive(forward(INLINE, **({"Authentication-Results": told} if result else {})))
    assert row.ticket.requester.name == requester


def test_answers_to_somebody_else_take_an_agents_powers(arrive, ana, settings):
    settings.MAIL_AUTHSERV = {"mx.desk.example"}
    told = "mx.desk.example; dmarc=pass header.from=example.org"
    row = arrive(
        forward(INLINE, **{"Authentication-Results": told, "Reply-To": "eve@evil.example"})
    )
    assert row.ticket.requester.name == "Ana"
