"""S05: mail by which services verify an address is seen by nobody who could use it."""

from __future__ import annotations

import pytest

from frontdoor.people.actors import acting
from frontdoor.people.login import tokens
from frontdoor.tickets.models import Ticket
from tests.portal.conftest import signed_in, text_of
from tests.security.mails import arrived, written

CODE = "482913"
SERVICES = {
    "apple": ("Apple <appleid@id.apple.com>", "Verify your Apple ID email address", f"Enter this code: {CODE}"),
    "google": ("Google <noreply@google.com>", "Email verification code", f"Use this code to finish: {CODE}"),
    "google account": ("no-reply@accounts.google.com", f"{CODE} is your Google verification code", "Hello"),
    "microsoft": ("Microsoft account team <account-security-noreply@accountprotection.microsoft.com>",
                  "Microsoft account security code", f"Security code: {CODE}"),
    "microsoft 365": ("Microsoft <microsoft-noreply@microsoft.com>",
                      "Your single-use code", f"Your single-use code is: {CODE}"),
    "slack": ("Slack <no-reply@slack.com>", f"Slack confirmation code: {CODE}", "Confirm your email address"),
    "slack invitation": ("Slack <feedback@slack.com>", "Join Northmoor on Slack", "You were invited to a workspace."),
    "atlassian": ("Atlassian <noreply+7@id.atlassian.com>", "Verify your email for your Atlassian account", "Verify"),
    "github": ("GitHub <noreply@github.com>", "[GitHub] Please verify your device", f"Verification code: {CODE}"),
    "zoom": ("Zoom <no-reply@zoom.us>", "Code for signing in to Zoom", f"Your one-time passcode: {CODE}"),
    "generic": ("Service <hello@service.example>", "Welcome", f"Your code is {CODE}"),
    "german": ("Dienst <noreply@dienst.example>", "Ihr Bestätigungscode", f"Ihr Code lautet {CODE}."),
}  # fmt: skip


@pytest.mark.parametrize("service", SERVICES)
def test_it_is_put_aside(db, service):
    sender, subject, body = SERVICES[service]
    row = arrived(written(sender, body, Subject=subject, Content_Type="text/plain; charset=utf-8"))

    assert (row.outcome, row.state) == (
        "quarantined",
        "quarantined",
    ) and not Ticket.objects.exists()
    assert CODE not in row.reason


def test_no_portal_and_no_api_shows_it(cy, ana):
    for sender, subject, body in SERVICES.values():
        arrived(written(sender, body, Subject=subject, Content_Type="text/plain; charset=utf-8"))
    portal = text_of(signed_in(cy).get("/portal/requests/"))
    bearer = {"Authorization": f"Bearer {tokens.make(ana, scopes=['read'], by=acting(ana))}"}
    listed = signed_in(ana).get("/api/v1/tickets", headers=bearer).content.decode()

    assert CODE not in portal + listed and "verif" not in (portal + listed).lower()


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Code", "My verification code never arrives, please help. I tried to verify my account."),
        ("Printer shows code 5021", "The display says code: 5021 since this morning."),
        ("Password", "I can not set a new password, it says: your password is wrong."),
        ("Confirm", "Please confirm your appointment for Tuesday at 10:00, room 4711."),
        ("Door", "The PIN 1234 for the door does not work any more."),
    ],
)
def test_a_persons_question_is_a_ticket(db, subject, body):
    assert arrived(written("New One <new@example.net>", body, Subject=subject)).outcome == "opened"


def test_somebody_known_may_write_about_a_code(cy):
    assert (
        arrived(written("Cy <cy@example.org>", f"I got this: Your code is {CODE}")).outcome
        == "opened"
    )
