"""A real OAuth server on loopback: consent, tokens by code and PKCE, renewal, and introspection for Dovecot."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "desk-client", "kanarie-client-secret"


@dataclass
class OAuth:
    """`user` is whoever consents. `lasts` is told of each access token, in seconds; `refuses` is an error for all."""

    user: str = ""
    lasts: int = 3600
    refuses: str = ""
    port: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    renewals: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def authorize(self, asked: dict[str, str]) -> str:
        """Where a browser goes after somebody said yes."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "user": self.user}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        if self.refuses:
            return 400, {"error": self.refuses, "error_description": "told so"}
        if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if asked["grant_type"] == "authorization_code":
            return self._by_code(asked)
        user = self.refresh.pop(asked["refresh_token"], None)
        self.renewals += 1
        return (200, self._issued(user)) if user else (400, {"error": "invalid_grant"})

    def _by_code(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        held = self.codes.pop(asked["code"], None)
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            held is None
            or held["code_challenge"] != challenge
            or held["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, self._issued(held["user"])

    def _issued(self, user: str) -> dict[str, object]:
        access, refresh = f"at-{secrets.token_urlsafe(24)}", f"rt-{secrets.token_urlsafe(24)}"
        self.access[access], self.refresh[refresh] = user, user
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": self.lasts,
            "token_type": "Bearer",
        }


@contextmanager
def oauth_server() -> Iterator[OAuth]:
    state = OAuth()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", state.authorize(asked))
                self.end_headers()
                return
            user = state.access.get(asked.get("token", ""))
            self._tell(200, {"active": bool(user), "email": user or ""})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._tell(*state.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _tell(self, status: int, told: dict[str, object]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


DOVECOT = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2
}}
"""
SETTINGS = """
introspection_url = {url}/introspect?token=
introspection_mode = get
username_attribute = email
active_attribute = active
active_value = true
"""
