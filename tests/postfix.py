"""A real Postfix on loopback, from a configuration in a temporary folder; needs root and Debian's package."""

from __future__ import annotations

import os
import pwd
import shutil
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.sinks import free_port

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.test
mydestination =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{sink}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{gone@example.net=550 5.1.1 no such user}},
  {{grey@example.net=450 4.2.0 greylisted}}, {{full@example.net=452 4.2.2 mailbox full}} }}, permit_mynetworks, reject
message_size_limit = 2000000
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
smtp_tls_security_level = none
smtpd_tls_security_level = may
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/cert.pem
alias_maps =
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str:
    """Why it can't run here; empty where it can. What is required is never missing in silence."""
    if (
        os.geteuid() == 0
        and Path("/usr/lib/postfix/sbin/master").exists()
        and shutil.which("openssl")
    ):
        return ""
    if os.environ.get("FRONTDOOR_REQUIRE"):
        return ""
    return "No Postfix here, or not root"


@dataclass(frozen=True)
class Postfix:
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text() if (self.folder / "log").exists() else ""


@contextmanager
def postfix(sink: int) -> Iterator[Postfix]:
    """Relays whatever it takes to the sink on this port."""
    folder = Path(tempfile.mkdtemp(prefix="postfix"))
    folder.chmod(0o755)
    running = Postfix(free_port(), folder)
    _configured(running, sink)
    _say(running, "start")
    try:
        _wait_for(running.port)
        yield running
    finally:
        with suppress(subprocess.CalledProcessError):
            _say(running, "abort")
        shutil.rmtree(folder, ignore_errors=True)


def _configured(running: Postfix, sink: int) -> None:
    folder = running.folder
    (folder / "main.cf").write_text(MAIN.format(folder=folder, sink=sink))
    (folder / "master.cf").write_text(MASTER.format(port=running.port))
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    os.chown(folder / "data", pwd.getpwnam("postfix").pw_uid, -1)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=relay.test",
         "-keyout", folder / "cert.pem", "-out", folder / "crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    with (folder / "cert.pem").open("a") as both:
        both.write((folder / "crt").read_text())


def _say(running: Postfix, word: str) -> None:
    line = ["postfix", "-c", str(running.folder), word]
    done = subprocess.run(line, check=False, capture_output=True, text=True, timeout=60)
    if done.returncode and word == "start":
        raise RuntimeError(f"Postfix did not start: {done.stdout} {done.stderr} {running.log}")


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError, smtplib.SMTPException):
            smtplib.SMTP("127.0.0.1", port, timeout=5).quit()
            return
        time.sleep(0.05)
    raise RuntimeError("Postfix does not answer.")
