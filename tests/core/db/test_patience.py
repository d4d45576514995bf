"""What a large desk's upgrade needs: statements that nobody stops, and a turn that is waited for."""

import threading
import time

import pytest
from django.db import connection

from frontdoor.core.db import backend

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def limits() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        return list(cursor.fetchone())


def test_a_change_of_the_tables_may_take_its_time():
    before = limits()

    with backend().patient():
        assert limits() == ["0", before[1]]

    assert before != ["0", "0"] and limits() == before


def test_limits_come_back_after_a_failure():
    before = limits()

    with pytest.raises(ZeroDivisionError), backend().patient():
        raise ZeroDivisionError

    assert limits() == before


def test_whoever_comes_second_waits_for_the_first_longer_than_for_a_lock():
    came = []

    def second() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 100")
        with backend().alone():
            came.append(time.monotonic())
        connection.close()

    with backend().alone():
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        left = time.monotonic()
    thread.join(30)

    assert len(came) == 1 and came[0] >= left
