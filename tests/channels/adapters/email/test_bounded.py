"""Mail is read in a child process that can be killed without harm."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from frontdoor.channels.adapters.email.bounded import Reader, Unreadable
from frontdoor.channels.adapters.email.read import read

MAIL = (
    b"From: Ana <ana@example.org>\r\nTo: desk@example.com, b@example.com\r\nSubject: =?utf-8?q?Dr=C3=BCcker?=\r\n"
    b"Date: Mon, 24 Nov 2025 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nIt is broken.\r\n--x\r\n'
    b'Content-Type: image/png; name="a.png"\r\n\r\n\x89PNG\x00\xff\r\n--x--\r\n'
)
FORTY_MEGABYTES = (
    b"From: a@example.org\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"QUJD" * 10_000_000
)


def test_the_child_reads_what_the_parent_would():
    with Reader() as reader:
        assert reader.read(MAIL) == read(MAIL)


def test_many_threads_share_one_child():
    mails = [MAIL.replace(b"<1@", b"<%d@" % number) for number in range(40)]
    with Reader() as reader, ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda raw: reader.read(raw).message_id, mails))
    assert ids == [f"{number}@example.org" for number in range(40)]


def test_a_message_beyond_the_memory_limit_is_unreadable_and_the_next_is_read():
    with Reader(megabytes=120) as reader:
        with pytest.raises(Unreadable, match="its reader stopped"):
            reader.read(FORTY_MEGABYTES)
        assert reader.read(MAIL).subject == "Drücker"


def test_a_message_beyond_the_time_limit_is_unreadable():
    with (
        Reader(seconds=0.001) as reader,
        pytest.raises(Unreadable, match=r"longer than 0\.001 seconds"),
    ):
        reader.read(FORTY_MEGABYTES)


def test_a_child_that_died_while_idle_is_replaced_unseen():
    with Reader() as reader:
        reader.read(MAIL)
        idle = reader._idle[0]._process
        idle.kill()
        os.waitid(os.P_PID, idle.pid, os.WEXITED | os.WNOWAIT)
        assert reader.read(MAIL).subject == "Drücker"


def test_closing_ends_the_child():
    reader = Reader()
    reader.read(MAIL)
    process = reader._idle[0]._process
    reader.close()
    assert process.returncode == 0
