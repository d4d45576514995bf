"""A desk under load by every way in, while something that it stands on is away: who was told what, and what came of it.

Each way repeats what it brings until that is taken, as mail servers and programs do. What the desk may say meanwhile is
held here: 451 or 452 by SMTP, 503 with Retry-After by HTTP, and never a trace.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.channels.conftest import letter
from tests.dovecot import PASSWORD, Dovecot
from tests.reliability.senders import Senders
from tests.served import Installation, Served, until

STATE = (
    "import json; from collections import Counter; from frontdoor.tickets.models import Ticket;"
    "print(json.dumps(Counter(Ticket.objects.values_list('subject', flat=True))))"
)


@dataclass
class Way:
    """One thread that does its work again and again. `taken` are the subjects that the desk has answered for."""

    taken: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.ended.set()
        self._thread.join(150)

    def _run(self) -> None:
        number = 0
        while not self.ended.wait(self.pause):
            number += 1
            self.once(number)

    pause = 0.1

    def once(self, number: int) -> None:
        raise NotImplementedError


@dataclass
class Web(Way):
    """Asks the desk, and looks at what it answers."""

    served: Served | None = None
    token: str = ""
    said: Counter[int] = field(default_factory=Counter)

    def ask(self, method: str, path: str, **more: object) -> int:
        """The status; what may not be said is kept in `wrong`."""
        assert self.served
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}  # type: ignore[dict-item]
        try:
            answer = self.served.ask(method, path, headers=headers, **more)
            body = answer.read()
        except OSError as broken:
            self.wrong.append(f"{path}: {broken!r}")
            return 0
        self.said[answer.status] += 1
        if answer.status >= 500 and (
            answer.status != 503 or not answer.headers["Retry-After"] or b"Error" in body
        ):
            self.wrong.append(f"{path}: {answer.status} {body[:200]!r}")
        return answer.status


class Calls(Web):
    """A program that opens tickets by the API."""

    def once(self, number: int) -> None:
        name = f"Call {number}"
        body = json.dumps({"subject": name, "body": "By a program."})
        headers = {"Content-Type": "application/json", "Idempotency-Key": name.replace(" ", "-")}
        while self.ask("POST", "/api/v1/tickets", body=body, headers=headers) != 201:
            if self.ended.wait(0.1):
                return
        self.taken.add(name)


class Readers(Web):
    """Somebody who looks at pages."""

    def once(self, number: int) -> None:
        path = ("/login/", "/api/v1/tickets?limit=5")[number % 2]
        if self.ask("GET", path) == 200:
            self.taken.add(str(number))


@dataclass
class Letters(Way):
    """Mails that are put into a mailbox, whatever becomes of the desk."""

    dovecot: Dovecot | None = None
    user: str = ""

    def once(self, number: int) -> None:
        assert self.dovecot
        name = f"Letter {number}"
        raw = letter(f"Words {number}", Subject=name, Message_ID=f"<letter.{number}@example.org>")
        self.dovecot.put(self.user, raw.replace("\n", "\r\n").encode())
        self.taken.add(name)


@dataclass
class Ways:
    """All of them, at one desk."""

    served: Served
    senders: Senders
    calls: Calls
    readers: Readers
    letters: Letters

    def start(self) -> None:
        self.senders.start()
        for way in (self.calls, self.readers, self.letters):
            way.start()

    def stop(self) -> None:
        for way in (self.letters, self.readers, self.calls):
            way.stop()
        self.senders.stop()

    def back(self, patience: float = 120) -> dict[str, float]:
        """Seconds until each way works again, from now: the next is taken, or the oldest has left its mailbox."""
        began, seconds = time.monotonic(), dict[str, float]()
        again = self._checks()

        def all_back() -> bool:
            for name in [name for name in again if name not in seconds]:
                if again[name]():
                    seconds[name] = time.monotonic() - began
            return len(seconds) == len(again)

        until(all_back, patience)
        return seconds

    def _checks(self) -> dict[str, Callable[[], bool]]:
        mails, calls, pages = (
            len(each) for each in (self.senders.accepted, self.calls.taken, self.readers.taken)
        )
        dovecot, user = self.letters.dovecot, self.letters.user
        assert dovecot
        self.letters.once(1_000_000 + dovecot.next_uid(user))
        oldest = min(dovecot.uids(user), default=0)
        return {
            "smtp": lambda: len(self.senders.accepted) > mails,
            "api": lambda: len(self.calls.taken) > calls,
            "pages": lambda: len(self.readers.taken) > pages,
            "imap": lambda: oldest not in dovecot.uids(user),
        }

    @property
    def wrong(self) -> list[str]:
        return [*self.calls.wrong, *self.readers.wrong]

    @property
    def told(self) -> str:
        """What was taken, and what was said."""
        return (
            f"{len(self.senders.accepted)} by SMTP {dict(self.senders.said)}, {len(self.calls.taken)} by API"
            f" {dict(self.calls.said)}, {len(self.letters.taken)} by IMAP, pages {dict(self.readers.said)}"
        )

    def taken(self) -> set[str]:
        """The subjects of all that the desk, or its mailbox, has."""
        mails = {f"Mail {name}" for name in self.senders.accepted}
        return mails | self.calls.taken | self.letters.taken


@contextmanager
def pouring(served: Served, dovecot: Dovecot, user: str, token: str) -> Iterator[Ways]:
    web = {"served": served, "token": token}
    ways = Ways(
        served, Senders(served.installation.mail_port, many=3), Calls(**web), Readers(**web),
        Letters(dovecot=dovecot, user=user),
    )  # fmt: skip
    ways.senders.wait_until_up()
    ways.start()
    try:
        yield ways
    finally:
        ways.stop()


def new_mailbox(installation: Installation, dovecot: Dovecot) -> str:
    """The desk fetches from it and deletes what it took; its user."""
    user = dovecot.new_user()
    where = ("localhost", str(dovecot.tls_port), user, PASSWORD, "delete")
    adding = installation.python("tests.reliability.fetcher_to_kill", "add", *where)
    assert adding.wait(120) == 0
    return user


def token(installation: Installation) -> str:
    """An agent's, who may read and write."""
    made = installation.run(
        "person", "create", "ada@desk.example", "--name", "Ada", "--role", "admin"
    )
    assert made.returncode == 0, made.stderr
    scopes = ("--scope", "read", "--scope", "write")
    return installation.run(
        "token", "create", "--person", "ada@desk.example", *scopes
    ).stdout.strip()


@dataclass(frozen=True)
class End:
    """What there is at last."""

    lost: set[str]
    doubled: set[str]


def ended(ways: Ways, patience: float = 300) -> End:
    """Waits until all that was taken is a ticket, or clearly will not be."""
    until_then, taken = time.monotonic() + patience, ways.taken()
    while True:
        found = json.loads(ways.served.installation.tell(STATE))
        if taken <= set(found) or time.monotonic() > until_then:
            return End(taken - set(found), {name for name, count in found.items() if count > 1})
        time.sleep(0.2)


def traces(log: str) -> set[tuple[str, str]]:
    """What stands in the log with a trace, and the end of each."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    told = {(each["message"], each["exception"]) for each in lines if "exception" in each}
    bare = {("", line) for line in log.splitlines() if line.startswith("Traceback")}
    return {(message, trace[-300:]) for message, trace in told | bare}
