"""S14: whatever a mail names, nothing that reads or renders it opens a file of its own accord, or calls anybody.

strace sees every file that is opened and every connection, those of child processes too. What may be read is the
program, the libraries of the system, and the folders of the test.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import frontdoor

SOURCE = Path(frontdoor.__file__).parents[1]
ROOT = Path(__file__).parents[2]
CALL = re.compile(r'(?:open|openat|openat2)\((?:AT_FDCWD(?:<[^>]*>)?, )?"([^"]*)".*\) = (-?\d+)')
CONNECT = re.compile(r"connect\(\d+(?:<[^>]*>)?, \{sa_family=(AF_INET6?)")
SYSTEM = re.compile(
    r"/(?:usr/(?:local/)?|)lib(?:64|exec)?/|/usr/(?:local/)?share/|/usr/(?:local/)?(?:s?bin|include)/|/proc/|/sys/|/dev/"
    r"|/etc/(?:ld\.so\.|localtime|timezone|mime\.types|ssl/|python|gnutls|passwd$|nsswitch\.conf$)|.*/openssl\.cnf$"
)
"""What Python's start and its libraries read of the system. `passwd` is where Python looks up its user's home."""


@pytest.fixture
def strace():
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: apt-get install strace")
    calls = "trace=open,openat,openat2,connect"
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", calls, "-o"]


@pytest.fixture
def sink():
    """A port on loopback that answers nobody; what is named in the mails leads here."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def targets(canary: Path, port: int) -> list[str]:
    here = f"127.0.0.1:{port}/x"
    return [
        f"file://{canary}", "file:///etc/hostname", "/etc/hostname", f"php://filter/resource={canary}", f"//{here}",
        f"http://{here}", f"ftp://{here}", f"jar:http://{here}!/", f"url(file://{canary})", "netdoc:///etc/hostname",
        "cid:/etc/hostname", "../../../../../../etc/hostname", f"\\\\127.0.0.1@{port}\\x",
    ]  # fmt: skip


def markup(target: str) -> str:
    return (
        f'<link rel=attachment href="{target}"><link rel=stylesheet href="{target}"><base href="{target}">'
        f'<style>@import "{target}"; @font-face {{src: url({target})}} p {{background: url({target})}}</style>'
        f'<p style="background:url({target})">Look <img src="{target}" srcset="{target} 2x"></p><iframe src="{target}">'
        f'</iframe><object data="{target}"></object><embed src="{target}"><video poster="{target}"></video>'
        f'<svg><image xlink:href="{target}"/><use href="{target}"/></svg><a href="{target}">passwd</a>'
    )


def drawing(target: str) -> str:
    return (
        f'<?xml version="1.0"?><?xml-stylesheet href="{target}"?><!DOCTYPE svg [<!ENTITY x SYSTEM "{target}">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="{target}"/><text>&x;</text></svg>'
    )


def hostile(number: int, targets: list[str]) -> bytes:
    """One mail with each of the targets wherever something could be fetched from."""
    target = targets[0]
    head = (
        f"From: Eva <eva{number}@customer.example>\r\nTo: desk@localhost\r\nSubject: passwd {number}\r\n"
        f"Message-ID: <s14-{number}@customer.example>\r\nMIME-Version: 1.0\r\nContent-Base: {target}\r\n"
        f"Content-Location: {target}\r\nList-Unsubscribe: <{target}>\r\nX-Face-URL: {target}\r\n"
    )
    parts = [part for each in targets for part in pieces(each)]
    body = "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{content}\r\n" for kind, content in parts)
    return f"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{body}--b--\r\n".encode()


def pieces(target: str) -> list[tuple[str, str]]:
    """Parts of a mail, each its type and its content."""
    return [
        ("text/html; charset=utf-8", markup(target)),
        ('image/svg+xml; name="a.svg"', drawing(target)),
        ('image/png; name="b.png"', drawing(target)),
        ('text/html; name="c.html"', markup(target)),
        (
            'application/rtf; name="d.rtf"',
            "{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE " + target + "}}}",
        ),
        (
            f'message/external-body; access-type=local-file; name="{target}"',
            "Content-Type: text/plain\r\n",
        ),
        (
            "text/calendar; charset=utf-8",
            f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTACH:{target}\r\nEND:VEVENT\r\n",
        ),
        (f'text/plain; name="{target}"', "Named like a place."),
    ]


def fours(every: list[str]) -> list[list[str]]:
    return [every[at : at + 4] for at in range(0, len(every), 4)]


@pytest.fixture
def mails(tmp_path, sink):
    canary = tmp_path.parent / f"{tmp_path.name}-canary"
    canary.write_text("CANARY")
    folder = tmp_path / "mails"
    folder.mkdir()
    for number, some in enumerate(fours(targets(canary, sink))):
        (folder / f"{number:02}.eml").write_bytes(hostile(number, some))
    return folder


def seen(strace: list[str], folder: Path, command: list[str]) -> tuple[list[str], list[str], str]:
    """What was opened outside the allowed folders, whom was connected to, and what was printed."""
    trace = folder / "trace"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("FRONTDOOR")
    }
    environment |= {
        "PYTHONPATH": f"{SOURCE}:{ROOT}", "FRONTDOOR_DATA": str(folder / "data"), "DATABASE_URL": "", "EMAIL_URL": "",
        "FRONTDOOR_MIN_FREE": "0", "DJANGO_SETTINGS_MODULE": "frontdoor.site.settings", "TMPDIR": str(folder),
    }  # fmt: skip
    line = [*strace, str(trace), sys.executable, *command]
    done = subprocess.run(
        line, capture_output=True, text=True, env=environment, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = trace.read_text(errors="replace")
    opened = [path for path, _ in CALL.findall(said) if not allowed(path, folder)]
    return opened, CONNECT.findall(said), done.stdout


def allowed(path: str, folder: Path) -> bool:
    whole = os.path.normpath(os.path.join(folder / "mails", path))
    own = {
        SOURCE,
        ROOT,
        folder,
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        *filter(None, sys.path),
    }
    inside = any(whole == str(each) or whole.startswith(f"{each}/") for each in own)
    return inside or bool(SYSTEM.match(whole)) or whole in ("/", "/usr", "/etc/ld.so.cache")


def test_explaining_hostile_mails_opens_nothing_that_they_name(strace, tmp_path, mails):
    files = [str(path) for path in sorted(mails.iterdir())]
    main = "from frontdoor.site.cli import main; main()"
    saved = str(tmp_path / "saved")
    opened, called, said = seen(
        strace, tmp_path, ["-c", main, "mail", "explain", "--save", saved, *files]
    )

    assert (opened, called) == ([], [])
    assert len(said.splitlines()) == len(files) and "CANARY" not in said
    assert not any("CANARY" in path.read_text(errors="replace") for path in Path(saved).iterdir())


def test_a_desk_that_takes_them_and_shows_and_exports_them_opens_nothing_that_they_name(
    strace, tmp_path, mails
):
    opened, called, said = seen(strace, tmp_path, ["-m", "tests.security.rendering", str(mails)])

    shown, tickets, letters = map(int, said.split()[-3:])
    assert (opened, called) == ([], [])
    assert tickets == len(list(mails.iterdir())) <= letters
    assert shown > 10 * tickets, "most pages and files were there to be seen"


def test_what_would_be_opened_or_called_is_noticed(strace, tmp_path, mails, sink):
    """Or the tests above could not fail."""
    deeds = (
        "import socket, subprocess\n"
        "open('/etc/hostname').close()\n"
        "subprocess.run(['cat', '/etc/hosts'])\n"
        f"socket.create_connection(('127.0.0.1', {sink}))"
    )
    opened, called, _ = seen(strace, tmp_path, ["-c", deeds])

    assert {"/etc/hostname", "/etc/hosts"} <= set(opened)
    assert called == ["AF_INET"]
