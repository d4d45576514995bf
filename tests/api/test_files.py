"""Files: uploaded, carried by a reply, downloaded by whoever may."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from frontdoor.core import clock, storage
from frontdoor.tickets.models import Attachment
from tests.api.client import ok, problem

PAGE = b"<svg onload=alert(1)>" + bytes(range(256))


def upload(client, content=PAGE, name="evil.svg", kind="image/svg+xml", **headers):
    return client.post(f"/attachments?name={name}", content, Content_Type=kind, **headers)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_file_travels_with_a_reply_and_comes_back_as_it_was(api, ana, cy, ticket):
    told = ok(upload(api(ana)), 201)
    assert (told["size"], told["sha256"]) == (len(PAGE), hashlib.sha256(PAGE).hexdigest())
    reply = {"body": "See here", "attachments": [told["id"]]}
    ok(api(ana).post(f"/tickets/{ticket.pk}/reply", reply))
    said = ok(api(cy).get(f"/tickets/{ticket.pk}/messages"))["items"][1]
    (file,) = said["attachments"]
    assert (file["name"], file["type"], file["size"]) == ("evil.svg", "image/svg+xml", len(PAGE))
    response = api(cy).get(f"/attachments/{file['id']}")
    assert body(response) == PAGE
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''evil.svg"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_ticket_is_opened_with_its_files(api, cy):
    ids = [ok(upload(api(cy), name=f"{n}.txt", content=b"%d" % n), 201)["id"] for n in range(2)]
    opening = {"subject": "Look", "body": "Two files", "attachments": ids}
    ok(api(cy).post("/tickets", opening), 201)
    assert list(Attachment.objects.values_list("name", flat=True)) == ["0.txt", "1.txt"]


def form(*files, **fields):
    data = {f"file{n}": file for n, file in enumerate(files)} | fields
    return encode_multipart(BOUNDARY, data)


def test_a_form_brings_one_file(api, ana):
    sent = form(SimpleUploadedFile("a/../b.txt", b"hello", "text/plain"))
    told = ok(api(ana).post("/attachments", sent, Content_Type=MULTIPART_CONTENT), 201)
    assert storage.read_blob(told["sha256"]) == b"hello"


@pytest.mark.parametrize(
    "sent",
    [form(), form(x="y"), form(SimpleUploadedFile("a", b"1"), SimpleUploadedFile("b", b"2")), b"broken", b"--x"],
)  # fmt: skip
def test_a_form_of_anything_else_is_refused(api, ana, sent):
    problem(api(ana).post("/attachments", sent, Content_Type=MULTIPART_CONTENT), 422)


def test_an_upload_says_what_it_is(api, ana):
    problem(api(ana).post("/attachments", b"x", Content_Type=""), 415)
    problem(upload(api(ana), Content_Encoding="gzip"), 415)


def test_an_empty_file_is_kept(api, ana):
    assert ok(upload(api(ana), content=b""), 201)["size"] == 0


@pytest.mark.parametrize("wrong", ["", "x", "{hash}", "{changed}", "{foreign}", "{old}"])
def test_knowing_a_file_opens_nothing(api, ana, bo, ticket, time_machine, wrong):
    foreign = ok(upload(api(bo)), 201)
    own = ok(upload(api(ana), name="own.txt"), 201)["id"]
    if wrong == "{old}":
        time_machine.move_to(clock.now() + timedelta(seconds=3601))
    ids = {
        "{hash}": foreign["sha256"], "{changed}": own[:-1], "{foreign}": foreign["id"], "{old}": own,
    }  # fmt: skip
    reply = {"body": "x", "attachments": [ids.get(wrong, wrong)]}
    told = problem(api(ana).post(f"/tickets/{ticket.pk}/reply", reply), 422 if wrong else 400)
    assert told["errors"][0]["pointer"] == "/attachments/0"
    assert not Attachment.objects.exists()


def test_a_file_of_a_foreign_ticket_or_a_note_is_not_there(api, ana, cy, di, ticket):
    ids = [ok(upload(api(ana)), 201)["id"]]
    ok(api(ana).post(f"/tickets/{ticket.pk}/note", {"body": "x", "attachments": ids}))
    pk = Attachment.objects.get().pk
    nowhere = problem(api(di).get("/attachments/999999"), 404)
    assert problem(api(di).get(f"/attachments/{pk}"), 404) == nowhere
    assert problem(api(cy).get(f"/attachments/{pk}"), 404) == nowhere
    assert api(ana).get(f"/attachments/{pk}").status_code == 200


@pytest.mark.parametrize(
    ("name", "kept"),
    [("..%2F..%2Fetc%2Fpasswd", "passwd"), ("C:%5Cx.exe", "x.exe"), ("a%0d%0ab", "ab"), ("", "file"),
     ("%E2%80%AEgpj.exe", "gpj.exe"), ("x" * 300, "x" * 255)],
)  # fmt: skip
def test_a_name_is_a_label_and_no_path(api, ana, ticket, name, kept):
    ids = [ok(upload(api(ana), name=name), 201)["id"]]
    ok(api(ana).post(f"/tickets/{ticket.pk}/reply", {"body": "x", "attachments": ids}))
    assert Attachment.objects.get().name == kept


def test_uploading_twice_with_one_key_is_one_upload(api, ana):
    first = ok(upload(api(ana), Idempotency_Key="k"), 201)
    assert ok(upload(api(ana), Idempotency_Key="k"), 201)["sha256"] == first["sha256"]
