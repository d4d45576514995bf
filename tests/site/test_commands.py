"""The command `frontdoor` itself: what it lists, what it leaves alone, how it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdoor.site.cli import Commands


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FRONTDOOR_")}
    return subprocess.run(
        [sys.executable, "-m", "frontdoor", *words],
        env={**clean, "PYTHONPATH": "src", **environ},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_help_lists_commands_without_reading_a_setting():
    answer = run("--help", FRONTDOOR_NONSENSE="1")

    assert answer.returncode == 0
    assert "mail" in answer.stdout


def test_help_does_not_import_django(tmp_path: Path):
    code = (
        "import sys; from frontdoor.site.cli import main; main(['--help'], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": "src"},
        timeout=300,
        check=False,
    )

    assert answer.returncode == 0


def test_an_unknown_command_is_a_usage_error():
    assert run("nonsense").returncode == 2


@pytest.mark.parametrize("words", [["verify"], ["log", "printer jam"], ["replay"], ["resume"]])
def test_where_there_is_no_desk_yet_it_says_what_makes_one(tmp_path: Path, words: list[str]):
    answer = run(*words, FRONTDOOR_DATA=str(tmp_path), DATABASE_URL="")

    assert answer.returncode == 1
    assert "run `frontdoor prepare` first" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_that_is_away_is_told_in_one_sentence(tmp_path: Path):
    away = "postgresql://nobody@127.0.0.1:1/x"

    answer = run("verify", FRONTDOOR_DATA=str(tmp_path), DATABASE_URL=away)

    assert answer.returncode == 1
    assert answer.stderr.startswith("The database can't be used: ")
    assert "Traceback" not in answer.stderr


def test_made_up_history_needs_no_desk_before_it(tmp_path: Path):
    answer = run("demo", "--tickets", "3", FRONTDOOR_DATA=str(tmp_path / "new"), DATABASE_URL="")

    assert answer.returncode == 0, answer.stderr
    assert "3 tickets" in answer.stdout


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A group of one command that finds the installation unsound."""
    (tmp_path / "fdcmds").mkdir()
    (tmp_path / "fdcmds" / "__init__.py").write_text("")
    (tmp_path / "fdcmds" / "sink.py").write_text(
        '"""Sinks the ship."""\n'
        "import click\n"
        "from frontdoor.core.errors import Unsound\n"
        "@click.command()\n"
        "def command():\n"
        "    raise Unsound('The ship has a hole. Mend it first.')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return Commands("fdcmds", [str(tmp_path / "fdcmds")], pure=frozenset({"sink"}), name="ship")


def test_what_is_unsound_is_said_in_one_sentence_and_exits_1(
    package: Commands, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as left:
        package.main(["sink"])

    assert left.value.code == 1
    assert capsys.readouterr().err == "The ship has a hole. Mend it first.\n"


def test_a_command_is_listed_with_its_first_line(
    package: Commands, capsys: pytest.CaptureFixture[str]
):
    package.main(["--help"], standalone_mode=False)

    assert "sink  Sinks the ship." in capsys.readouterr().out
