"""What has a key happens once, whoever asks again and however often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from frontdoor.core.models import Answer, Tally
from frontdoor.core.once import Asked, Given, Reused, once
from frontdoor.core.whole import together, whole

ASKED = Asked("token:1", "k", "0" * 64)


def given(number=1):
    Tally.objects.create(holder=f"effect {number}", minute=Tally.objects.count())
    return Given(201, {"number": number}, "1")


def test_the_second_time_gives_the_first_answer(db):
    first = once(ASKED, given)
    assert once(ASKED, lambda: given(2)) == first
    assert Tally.objects.count() == 1


def test_a_key_for_another_request_is_told_apart(db):
    once(ASKED, given)
    with pytest.raises(Reused):
        once(Asked("token:1", "k", "1" * 64), given)


def test_the_same_key_of_somebody_else_is_another(db):
    once(ASKED, given)
    assert once(Asked("token:2", "k", "0" * 64), lambda: given(2)).facts == {"number": 2}


def test_a_failure_keeps_neither_effect_nor_key(db):
    def fails():
        given()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(ASKED, fails)
    assert not Tally.objects.exists() and not Answer.objects.exists()
    assert once(ASKED, given).status == 201


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_acts_and_all_hear_the_same():
    def ask(_):
        try:
            return once(ASKED, given)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(50)))
    assert Tally.objects.count() == 1
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_a_verb_nests_only_in_what_gathers_verbs():
    with together(), whole():
        assert connection.in_atomic_block
    with pytest.raises(RuntimeError), transaction.atomic(), whole():
        pass
    with pytest.raises(RuntimeError), together(), whole(), whole():
        pass
