"""What was given up is shown, and run again, by command."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from frontdoor.core.tasks import promise, run_due
from frontdoor.core.tasks.dead import dead
from frontdoor.site.cli import main
from tests.core.tasks import deeds

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def given_up() -> int:
    deeds.refused.enqueue()
    run_due()
    return dead().get().pk


def test_a_task_that_was_given_up_is_shown_with_its_reason(given_up):
    answer = run("task", "dead")

    [line] = answer.stdout.splitlines()
    assert line.startswith(f"{given_up} ")
    assert "tests.core.tasks.deeds.refused()" in line
    assert line.endswith("Not this one.")


def test_the_whole_error_is_shown_on_request(given_up):
    assert "Traceback" in run("task", "dead", "--errors").stdout


def test_a_task_that_was_given_up_is_run_again(given_up):
    answer = run("task", "again", str(given_up))

    assert answer.exit_code == 0
    assert not dead().exists()
    assert run_due() == 1


def test_a_task_that_still_waits_is_not_run_again():
    answer = run("task", "again", str(promise("tests.core.tasks.deeds.refused")))

    assert answer.exit_code == 1
    assert "not been given up" in answer.stderr
