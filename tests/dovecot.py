"""A real IMAP server: Debian's Dovecot on loopback, in a folder of its own, with a certificate of its own authority."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import random
import shutil
import signal
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import oauth
from tests.certificates import Authority, authority
from tests.oauth import OAuth
from tests.served import free_port, until

PASSWORD = 'korrekt pferd "batterie\\'
# All there from the start: Dovecot takes up to a second to notice a change.
USERS = [f"desk{number}@localhost" for number in range(300)]
PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
disable_plaintext_auth = yes
auth_mechanisms = plain xoauth2 oauthbearer
auth_failure_delay = 0
auth_cache_size = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
mailbox_list_index = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
default_process_limit = 50
default_client_limit = 200
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = passwd-file
  mechanisms = plain
  args = scheme=PLAIN {folder}/users
}}
{oauth}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap {{
  process_limit = 100
}}
"""


@dataclass
class Dovecot:
    """Running. Every user of `users` has the same password."""

    folder: Path
    port: int
    tls_port: int
    authority: Authority
    consents: OAuth
    process: subprocess.Popen[bytes]
    used: list[str] = field(default_factory=list)

    def client(self, user: str) -> imaplib.IMAP4_SSL:
        """Signed in as this user, to put mail there and see what became of it."""
        context = ssl.create_default_context(cafile=str(self.authority.certificate))
        client = imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=context, timeout=30)
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
        return client

    def put(
        self, user: str, *mails: bytes, folder: str = "INBOX", at: datetime | None = None
    ) -> None:
        date = imaplib.Time2Internaldate(at or datetime.now(UTC))
        with self.client(user) as client:
            for mail in mails:
                kind, said = client.append(folder, "", date, mail)
                assert kind == "OK", said

    def held(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in a folder now; nothing where there is no such folder."""
        with self.client(user) as client:
            if client.select(folder, readonly=True)[0] != "OK":
                return []
            uids = client.uid("SEARCH", "ALL")[1][0].split()
            return [client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1] for uid in uids]

    def uids(self, user: str, folder: str = "INBOX") -> set[int]:
        """The numbers of what lies in a folder now."""
        with self.client(user) as client:
            client.select(folder, readonly=True)
            return set(map(int, client.uid("SEARCH", "ALL")[1][0].split()))

    def drag(self, user: str, folder: str, into: str) -> None:
        """All that lies in a folder, as somebody would move it in a mail program."""
        with self.client(user) as client:
            client.select(folder)
            kind, said = client.uid("MOVE", "1:*", into)
            assert kind == "OK", said

    def next_uid(self, user: str) -> int:
        """The number that the next mail gets."""
        with self.client(user) as client:
            _, said = client.status("INBOX", "(UIDNEXT)")
            return int(said[0].split()[-1].rstrip(b")"))

    def renumber(self, user: str, folder: str = "INBOX") -> None:
        """As a restored mailbox: the same mails under another UIDVALIDITY."""
        number = str(random.randrange(1, 2**31))
        self._doveadm("mailbox", "update", "-u", user, "--uid-validity", number, folder)

    def kick(self, user: str) -> None:
        """Ends the connections of a user, if there are any, as a restart of the server would."""
        self._doveadm("kick", user, fine=(0, os.EX_NOHOST))

    def _doveadm(self, *words: str, fine: tuple[int, ...] = (0,)) -> None:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        line = ["doveadm", "-c", str(self.folder / "conf"), *words]
        done = subprocess.run(line, env={"PATH": path}, stdout=subprocess.DEVNULL)
        assert done.returncode in fine, line

    def new_user(self) -> str:
        """An empty mailbox that no other test uses."""
        self.used.append(USERS[len(self.used)])
        return self.used[-1]


@contextmanager
def running(consents: OAuth) -> Iterator[Dovecot]:
    """Takes passwords, and this OAuth server's tokens. Skips where it is missing and not required."""
    if PROGRAM is None:
        if os.environ.get("FRONTDOOR_REQUIRE"):
            pytest.fail("Dovecot is required here: apt-get install dovecot-imapd")
        pytest.skip("no Dovecot here")
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-dovecot."))
    try:
        server = _started(folder, consents)
        yield server
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path, consents: OAuth) -> Dovecot:
    own = authority(folder / "authority")
    own.issue("localhost", folder / "server.pem")
    folder.chmod(0o755)
    for name in ("run", "state", "mail"):
        (folder / name).mkdir(mode=0o755)
    (folder / "users").write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in USERS))
    (folder / "oauth2").write_text(oauth.SETTINGS.format(url=consents.url))
    who = _who()
    os.chown(folder / "mail", int(who["uid"]), int(who["gid"]))
    port, tls_port = free_port(), free_port()
    written = CONFIG.format(
        folder=folder,
        port=port,
        tls_port=tls_port,
        oauth=oauth.DOVECOT.format(folder=folder),
        **who,
    )
    (folder / "conf").write_text(written)
    process = subprocess.Popen(
        [PROGRAM or "", "-F", "-c", str(folder / "conf")], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=(folder / "errors").open("wb"),
    )  # fmt: skip
    server = Dovecot(folder, port, tls_port, own, consents, process)
    until(lambda: _greets(server), 30)
    return server


def _greets(server: Dovecot) -> bool:
    assert server.process.poll() is None, (server.folder / "errors").read_text()
    try:
        with imaplib.IMAP4("127.0.0.1", server.port, timeout=5):
            return True
    except OSError:
        return False


def _who() -> dict[str, str]:
    """Started by root, Dovecot insists on other users; started by anybody else it stays what it is."""
    me, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    if os.getuid() != 0:
        ids = {"uid": str(os.getuid()), "gid": str(os.getgid())}
        return {"internal": me, "internal_group": group, "login": me, **ids}
    nobody = pwd.getpwnam("nobody")
    ids = {"uid": str(nobody.pw_uid), "gid": str(nobody.pw_gid)}
    return {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull", **ids}
