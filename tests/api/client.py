"""A small client: JSON in, JSON out, one token."""

import json

from django.test import Client


class Api:
    """`ok` of an answer is its JSON, and fails the test where the status is another."""

    def __init__(self, token):
        self.token = token
        self.client = Client()

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.send("POST", path, body, **headers)

    def patch(self, path, body, **headers):
        return self.send("PATCH", path, body, **headers)

    def send(self, method, path, body=None, **headers):
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json")
        if kind and not raw:  # which the test client would leave out
            named["Content-Type"] = kind
        if self.token:
            named.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.generic(method, f"/api/v1{path}", raw, kind, headers=named)


def ok(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.json()


def problem(response, status):
    """The problem details of a refusal, whose form is always the same."""
    assert response.status_code == status, response.content.decode()[:2000]
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert {"type", "title", "status", "detail"} <= told.keys()
    assert told["status"] == status
    return told
