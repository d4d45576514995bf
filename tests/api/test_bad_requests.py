"""What the API refuses, and how it says so (trust.md, 6.3)."""

import gzip

import pytest

from frontdoor.api.frame import limits
from frontdoor.people import verbs as people
from frontdoor.people.actors import SYSTEM
from frontdoor.people.login import tokens
from frontdoor.people.models import Token
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.verbs import Carried
from tests import make
from tests.api.client import Api, ok, problem

VPN = {"subject": "VPN is down", "body": "Since nine."}


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b'"x"', b"1", b"\xef\xbb\xbf{}"])
def test_a_body_that_is_no_ticket_opens_none(api, ana, body):
    told = problem(api(ana).post("/tickets", body), 400)
    assert told["errors"]
    assert not Ticket.objects.exists()


def test_each_missing_field_is_pointed_at(api, ana):
    told = problem(api(ana).post("/tickets", {}), 400)
    assert {error["pointer"] for error in told["errors"]} == {"/subject", "/body"}


WRONG = [None, True, 1, 1.5, "false", [], {}]


@pytest.mark.parametrize(
    ("field", "right"),
    [("subject", "x"), ("body", "x"), ("urgency", 1), ("channel", "phone"), ("place", "x"), ("team", 1),
     ("attachments", []), ("seconds", 1.5), ("requester", {}), ("happened_at", "")],
)  # fmt: skip
def test_nothing_is_read_as_another_type(api, ana, field, right):
    client = api(ana)
    for value in WRONG:
        if isinstance(value, type(right)) and not isinstance(value, bool) and value != "false":
            continue
        response = client.post("/tickets", {**VPN, field: value})
        if response.status_code == 201:  # null for what may be left out, whole seconds
            assert value is None or (field, value) in {
                ("seconds", 1),
                ("place", "false"),
                ("subject", "false"),
                ("body", "false"),
            }
            continue
        assert f"/{field}" in problem(response, 400)["errors"][0]["pointer"]


def test_nul_is_refused_in_what_is_short_and_left_out_of_what_is_long(api, ana, ticket):
    client, path = api(ana), f"/tickets/{ticket.pk}"
    told = problem(client.post("/tickets", {**VPN, "subject": "a\0b"}), 400)
    assert told["errors"][0]["pointer"] == "/subject"
    problem(client.patch(path, {"custom": {"a\0": "b"}}, If_Match='"1"'), 400)
    problem(client.patch(path, {"custom": {"a": "b\0"}}, If_Match='"1"'), 400)
    number = ok(client.post("/tickets", {**VPN, "body": "a\0b"}), 201)["number"]
    assert Ticket.objects.get(pk=number).messages.get().body == "ab"
    problem(client.post(f"{path}/resolve", {"resolution": "a\0b"}), 422)


@pytest.mark.parametrize(
    "fields",
    [{"is_staff": True}, {"id": 5, "number": 7}, {"__proto__": {}}, {"constructor": 1}, {"ｓubject": "x"},
     {"status": "closed", "created_at": "2026-11-25T00:00:00Z"},
     {"requester": {"email": "a@b.example", "role": "admin"}}],
)  # fmt: skip
def test_unknown_and_read_only_fields_are_listed(api, ana, fields):
    told = problem(api(ana).post("/tickets", {**VPN, **fields}), 400)
    pointed = {error["pointer"].rpartition("/")[2] for error in told["errors"]}
    assert pointed == set(fields) or pointed == {"role"}
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "", "application/json; charset=utf-16", "multipart/form-data; boundary=x", "application/jsonp",
     "application/json; charset=utf-8; x=y"],
)  # fmt: skip
def test_only_json_in_utf8_is_read(api, ana, kind):
    problem(api(ana).post("/tickets", VPN, Content_Type=kind), 415)
    ok(api(ana).post("/tickets", VPN, Content_Type="application/json; charset=UTF-8"), 201)


def test_a_packed_body_is_not_unpacked(api, ana):
    bomb = gzip.compress(b'"' + b"0" * 5_000_000 + b'"')
    problem(api(ana).post("/tickets", bomb, Content_Encoding="gzip"), 415)


@pytest.mark.parametrize("size", [2**20, 3 * 2**20])
def test_a_large_body_is_refused(api, ana, size):
    problem(api(ana).post("/tickets", {**VPN, "body": "x" * size}), 413)


def test_methods_that_are_not_there_are_named(api, ana, ticket):
    client = api(ana)
    for method, path, allowed in [
        ("PUT", "/tickets", "GET, HEAD, POST"),
        ("PATCH", "/tickets", "GET, HEAD, POST"),
        ("TRACE", f"/tickets/{ticket.pk}", "GET, HEAD, PATCH"),
        ("HEAD", f"/tickets/{ticket.pk}/take", "POST"),
        ("GET", f"/tickets/{ticket.pk}/take", "POST"),
        ("OPTIONS", "/tickets/bulk", "POST"),
        ("POST", "/openapi.json", "GET, HEAD"),
    ]:
        response = client.send(method, path)
        assert response.headers["Allow"] == allowed
        assert response.status_code == 405
    told = client.send("GET", f"/tickets/{ticket.pk}/take", X_HTTP_Method_Override="POST")
    problem(told, 405)
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_head_is_get_without_a_body(api, ana, ticket):
    response = api(ana).send("HEAD", f"/tickets/{ticket.pk}")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"].startswith('"1.')


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/tickets/1/observe", "/tickets/1/reply/2", "/tickets/", "/../x", "/articles", "//tickets"],
)  # fmt: skip
def test_whatever_else_lies_there_is_a_problem_too(api, ana, path):
    problem(api(ana).get(path), 404)


@pytest.mark.parametrize("limit", ["0", "-1", "1000000", "1e1", "1_0", "１２", "", "x", "5.0"])
def test_a_limit_is_one_to_a_hundred(api, ana, limit):
    told = problem(api(ana).get(f"/tickets?limit={limit}"), 400)
    assert told["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(
    "query",
    ["fields=password", "expand=requester", "sort=requester__password", "filter[password__startswith]=a", "page=2",
     "order=requester__password", "offset=5", "limit=1&limit=2", "__proto__[x]=1", "q=requester__password:a",
     "q=status__in:new", "q=password:x", "token=fd_live_x"],
)  # fmt: skip
def test_no_parameter_reaches_further_than_it_is_declared(
    api, ana, query, django_assert_num_queries
):
    client = api(ana)
    ok(client.get("/tickets"))
    with django_assert_num_queries(2):  # the token and its teams: no column was asked
        told = problem(client.get(f"/tickets?{query}"), 400)
    assert told["errors"][0]["parameter"] in query
    assert told["errors"][0]["detail"]


def test_an_operation_without_parameters_takes_none(api, ana, ticket):
    told = problem(api(ana).get(f"/tickets/{ticket.pk}?expand=all"), 400)
    assert told["errors"][0]["parameter"] == "expand"


@pytest.mark.parametrize(
    "moment",
    ["2026-02-30T10:00:00Z", "2026-11-25T10:00:00", "2026-11-25T24:00:00Z", "2026-11-25T10:00:00+25:00",
     "1764072000000", "0001-01-01T00:00:00Z", "2026-12-31T23:59:60Z", "2026-11-25", "9999-12-31T23:59:59-12:00",
     "２026-11-25T10:00:00Z", "2026-W48-3T10:00:00Z", ""],
)  # fmt: skip
def test_a_time_has_one_form(api, ana, moment):
    told = problem(api(ana).post("/tickets", {**VPN, "happened_at": moment}), 400)
    assert told["errors"][0]["pointer"] == "/happened_at"
    assert "2026-11-25T14:00:00Z" in told["errors"][0]["detail"]


def bad_tokens(ana, ada):
    expired = tokens.make(ana, scopes=["write"], by=SYSTEM)
    Token.objects.update(expires_at="2020-01-01T00:00:00Z")
    revoked = tokens.make(ana, scopes=["write"], by=SYSTEM)
    tokens.revoke(Token.objects.latest("pk"), by=SYSTEM)
    outdated = tokens.make(ana, scopes=["write"], by=SYSTEM)
    people.change_password(ana, password="a new and long one", by=SYSTEM)
    return [
        expired,
        revoked,
        outdated,
        outdated[:-1],
        outdated.upper(),
        "fd_live_",
        "x" * 9000,
        "é",
    ]


def test_every_token_that_does_not_stand_is_answered_alike(ana, ada, ticket):
    path = f"/tickets/{ticket.pk}"
    first = Api("").get(path)
    problem(first, 401)
    assert first.headers["WWW-Authenticate"].startswith("Bearer")
    for secret in bad_tokens(ana, ada):
        assert Api(secret).get(path).content == first.content
    standing = tokens.make(ada, scopes=["read"], by=SYSTEM)
    for header in (f"Basic {standing}", "Basic OjpA", standing, f"Token {standing}", "Bearer", ""):
        assert Api("").get(path, Authorization=header).content == first.content
    assert Api("").get(f"{path}?access_token={standing}").content == first.content


def test_a_missing_scope_and_a_missing_right_are_told_in_one_shape(api, ana, cy):
    scope = problem(api(ana, "read").post("/tickets", VPN), 403)
    right = problem(api(cy).get("/people"), 403)
    assert scope.keys() == right.keys()
    assert scope["type"] == right["type"]


def test_a_session_is_no_token(ana, client):
    session = client.session
    session["person"], session["epoch"] = ana.pk, ana.epoch
    session.save()
    assert client.get("/api/v1/tickets").status_code == 401


def test_a_token_ends_within_the_request_after_its_person(api, ana, ada):
    client = api(ana)
    ok(client.get("/tickets"))
    people.disable(ana, by=SYSTEM)
    problem(client.get("/tickets"), 401)


def test_what_is_left_of_the_minute_is_on_every_answer(api, ana):
    client = api(ana)
    first, second = client.get("/tickets"), client.get("/tickets/999999")
    assert first.headers["RateLimit-Limit"] == "1000"
    left = int(first.headers["RateLimit-Remaining"]) - int(second.headers["RateLimit-Remaining"])
    assert left in (1, -998, -999)  # the minute may have turned
    assert 1 <= int(first.headers["RateLimit-Reset"]) <= 60


def test_a_token_that_asks_too_often_waits(api, ana):
    client = api(ana)
    ok(client.get("/tickets"))
    holder = f"token:{Token.objects.get().pk}"
    while not limits.TOKENS.take(holder).refused:
        pass
    response = client.get("/tickets")
    problem(response, 429)
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["RateLimit-Remaining"] == "0"


def test_an_address_that_guesses_tokens_waits_and_nobody_else(api, ana):
    guesser = Api("fd_live_guess")
    while not limits.ADDRESSES.take("ip:127.0.0.1").refused:
        pass
    problem(guesser.get("/tickets"), 429)
    problem(Api("").get("/nothing"), 429)
    ok(api(ana).get("/tickets"))


def test_a_bug_tells_the_client_a_reference_and_the_log_everything(
    api, ana, ticket, caplog, monkeypatch
):
    def breaks(*_, **__):
        raise ZeroDivisionError("CANARY-7f3a")

    monkeypatch.setattr("frontdoor.api.reads.tickets._tags", breaks)
    response = api(ana).get(f"/tickets/{ticket.pk}")
    told = problem(response, 500)
    assert "CANARY" not in response.content.decode() + str(response.headers)
    assert told["instance"].startswith("urn:frontdoor:request:")
    assert "CANARY-7f3a" in caplog.text


def test_no_answer_is_kept_or_sniffed(api, ana, ticket):
    for response in (api(ana).get("/tickets"), Api("").get("/tickets"), Api("").get("/x")):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_note_is_nowhere_in_what_a_requester_reads(api, cy, ticket, as_ana):
    verbs.note(ticket, body="CANARY-note", by=as_ana)
    verbs.change(ticket, field="place", value="CANARY-place", reason="CANARY-why", by=as_ana)
    verbs.hand_over(ticket, team=make.team("CANARY-team"), reason="CANARY-reason", by=as_ana)
    client = api(cy)
    for path in ("", "/messages", "/entries"):
        assert b"CANARY" not in client.get(f"/tickets/{ticket.pk}{path}").content
    assert b"CANARY" not in client.get("/tickets").content


def test_a_forged_message_is_the_desks_to_judge(api, ana, cy, ticket):
    unproved = Carried(verified=False, doubt="not proved")
    verbs.reply(ticket, body="FORGED", channel="email", carried=unproved, by=SYSTEM)
    assert b"FORGED" not in api(cy).get(f"/tickets/{ticket.pk}/messages").content
    assert b"FORGED" in api(ana).get(f"/tickets/{ticket.pk}/messages").content
