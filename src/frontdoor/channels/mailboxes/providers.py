"""Who gives consents: the addresses and scopes of Microsoft and Google, or those that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from frontdoor.channels.models import Grant


@dataclass(frozen=True)
class Provider:
    """`more` is what the first address needs beside the standard's own parameters."""

    label: str
    authorize: str
    token: str
    scope: str
    more: Mapping[str, str] = field(default_factory=dict)


def of(grant: Grant) -> Provider:
    """Microsoft's addresses hold the company's tenant; "organizations" is any."""
    if grant.provider == Grant.Provider.MICROSOFT:
        base = f"https://login.microsoftonline.com/{quote(grant.tenant or 'organizations', safe='')}/oauth2/v2.0"
        scope = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
        return Provider("Microsoft", f"{base}/authorize", f"{base}/token", scope)
    if grant.provider == Grant.Provider.GOOGLE:
        return Provider(
            "Google",
            "https://accounts.google.com/o/oauth2/v2/auth",
            "https://oauth2.googleapis.com/token",
            "https://mail.google.com/",
            # Without these Google gives a refresh token only at the very first consent.
            {"access_type": "offline", "prompt": "consent"},
        )
    return Provider("the provider", grant.authorize_url, grant.token_url, grant.scope)
