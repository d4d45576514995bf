"""`frontdoor mail explain` prints one JSON line a file, without settings or a database."""

import json
import os
import subprocess
import sys
from hashlib import sha256

from tests.mail_catalogue import catalogue, multipart, part

KEYS = {
    "file", "message_id", "in_reply_to", "references", "date", "from", "reply_to", "to", "cc", "subject", "text",
    "html", "reply_text", "attachments", "is_auto_reply", "may_auto_respond", "is_bounce", "bounce", "is_forward",
    "original_sender", "defects",
}  # fmt: skip


def explain(*arguments: str) -> subprocess.CompletedProcess[str]:
    main = "from frontdoor.site.cli import main; main()"
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "FRONTDOOR"))
    }
    return subprocess.run(
        [sys.executable, "-c", main, "mail", "explain", *arguments],
        capture_output=True,
        text=True,
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=300,
        check=False,
    )


def test_each_file_is_one_line_with_the_promised_keys(tmp_path):
    for name in ("M02", "M12", "M45-1"):
        (tmp_path / name).write_bytes(catalogue()[name])
    done = explain(*map(str, sorted(tmp_path.iterdir())))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in sorted(tmp_path.iterdir())]
    assert all(line.keys() >= KEYS for line in lines)
    assert lines[2]["bounce"] == {
        "recipients": ["ana@customer.example"],
        "permanent": True,
        "status": "5.1.1",
        "reason": "550 5.1.1 User unknown",
    }


def test_attachments_are_saved_under_their_hash(tmp_path):
    (tmp_path / "a.eml").write_bytes(
        multipart(part(b"Hello."), part(b"\x00\xff", 'Content-Type: image/png; name="a.png"'))
    )
    done = explain("--save", str(tmp_path / "out"), str(tmp_path / "a.eml"))
    (file,) = json.loads(done.stdout)["attachments"]
    assert file == {
        "name": "a.png",
        "type": "image/png",
        "size": 2,
        "sha256": sha256(b"\x00\xff").hexdigest(),
        "inline": False,
    }
    assert (tmp_path / "out" / file["sha256"]).read_bytes() == b"\x00\xff"


def test_a_missing_file_is_named(tmp_path):
    done = explain(str(tmp_path / "none.eml"))
    assert done.returncode == 1
    assert "none.eml can't be read" in done.stderr
