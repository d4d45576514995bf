"""The grammar of the quick log, row by row of its table."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdoor.desk.quicklog import Candidate, Draft, parse

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 11, 18, 14, 5, tzinfo=PARIS)

MOREAU = Candidate("Alice Moreau", ("alice.moreau@example.org",), recent=0, person_id=1)
OKORO = Candidate("Alice Okoro", ("alice.okoro@example.org",), person_id=2)
BEN = Candidate("Ben Achterberg", ("ben@example.org",), recent=1, person_id=3)
LEA = Candidate("Léa van den Berg", person_id=4)
AN = Candidate("An Nguyen", person_id=5)
TWINS = (Candidate("Sam Reed", person_id=6), Candidate("Sam Osei", person_id=7))
EVERYBODY = (OKORO, MOREAU, BEN, LEA, AN, *TWINS)


def read(line: str, now: datetime = WEDNESDAY) -> Draft:
    return parse(line, EVERYBODY, now)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_the_line_of_the_handbook():
    draft = read("reset vpn for alice @walkup 5m #done")

    assert draft.subject == "reset vpn"
    assert draft.person == MOREAU
    assert (draft.channel, draft.minutes, draft.outcome) == ("walkup", 5, "done")


def test_plain_words_are_the_subject_and_stay_with_the_writer():
    assert read("  third-floor printer\tis stuck ") == Draft("third-floor printer is stuck")


@pytest.mark.parametrize("line", ["", "   ", "\n", "\x00", "=", "for", "@", "#", "!", "~", ">"])
def test_a_line_that_says_nothing_is_no_error(line):
    assert read(line).spans == ()


@pytest.mark.parametrize("channel", ["walkup", "hallway", "phone", "teams", "slack", "email"])
def test_an_at_sign_names_the_channel(channel):
    assert read(f"reset vpn @{channel}").channel == channel
    assert read(f"@{channel.title()} reset vpn").channel == channel


def test_an_unknown_channel_stays_text():
    draft = read("ask @priya about it")

    assert (draft.channel, draft.subject) == (None, "ask @priya about it")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        *[("5m", 5), ("1h", 60), ("1h30", 90), ("1h30m", 90), ("1h 30m", 90), ("45min", 45)],
        *[("5 min", 5), ("2 hours", 120), ("for 10m", 10), ("24h", 1440), ("5m,", 5)],
    ],
)
def test_time_spent(written, minutes):
    draft = read(f"swapped the dock {written}")

    assert (draft.minutes, draft.subject) == (minutes, "swapped the dock")


@pytest.mark.parametrize("written", ["0m", "25h", "99999m", "5mm", "m", "h30", "every 10m", "5"])
def test_what_is_no_time_spent_stays_text(written):
    draft = read(f"drops {written}")

    assert (draft.minutes, draft.subject) == (None, f"drops {written}")


@pytest.mark.parametrize("outcome", ["done", "open", "pass"])
def test_the_outcome(outcome):
    assert read(f"#{outcome} reset vpn").outcome == outcome


def test_another_hash_stays_text():
    assert read("same as #4790").subject == "same as #4790"


@pytest.mark.parametrize(
    ("written", "priority"),
    [
        *[("!1", 1), ("!2", 2), ("!3", 3), ("!4", 4)],
        *[("!urgent", 1), ("!high", 2), ("!normal", 3), ("!low", 4), ("!HIGH", 2)],
    ],
)
def test_priority(written, priority):
    assert read(f"mail is down {written}").priority == priority


@pytest.mark.parametrize("written", ["!5", "!0", "!!", "!important", "down!"])
def test_what_is_no_priority_stays_text(written):
    assert (read(written).priority, read(written).subject) == (None, written)


def test_category_and_team():
    draft = read("toner ~printing >network")

    assert (draft.category, draft.team, draft.subject) == ("printing", "network", "toner")


def test_an_arrow_or_an_approximation_stays_text():
    assert read("disk ~90% -> full > limit >5").subject == "disk ~90% -> full > limit >5"


def test_known_names_are_completed_and_others_stay_text():
    names = ("Network", "Business apps", "Accounts & access")

    def team(line: str) -> tuple[str | None, str]:
        draft = parse(line, (), WEDNESDAY, teams=names)
        return draft.team, draft.subject

    assert team("x >net") == ("Network", "x")
    assert team("x >access") == ("Accounts & access", "x")
    assert team("x >BusinessApps") == ("Business apps", "x")
    assert team("x >plumbing") == (None, "x >plumbing")


def test_the_resolution_goes_to_the_end_of_the_line_and_means_done():
    draft = read("no network for ben = cable  replaced @desk #open 5m")

    assert (draft.subject, draft.person) == ("no network", BEN)
    assert draft.resolution == "cable replaced @desk #open 5m"
    assert (draft.outcome, draft.minutes) == ("done", None)


def test_a_ticket_can_stay_open_with_what_was_tried():
    assert read("no network #open = cable replaced").outcome == "open"


@pytest.mark.parametrize("line", ["x == y", "x => y", "x=y", "fixed ="])
def test_an_equals_sign_within_the_words_stays_text(line):
    assert (read(line).resolution, read(line).subject) == (None, line)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("yesterday 15:00", at(17, 15)),
        ("15:00 yesterday", at(17, 15)),
        ("yesterday at 9:30", at(17, 9, 30)),
        ("yesterday", at(17, 14, 5)),
        ("mon", at(16, 14, 5)),
        ("Monday 08:15", at(16, 8, 15)),
        ("on thu", at(12, 14, 5)),
        ("wed 14:00", at(18, 14)),
        ("wed 14:10", at(11, 14, 10)),
        ("10:20", at(18, 10, 20)),
        ("at 10:20", at(18, 10, 20)),
        ("23:59", at(17, 23, 59)),
        ("today 09:00", at(18, 9)),
        ("today 18:00", at(18, 14, 5)),
    ],
)
def test_when_it_happened_is_the_last_such_time(written, moment):
    draft = read(f"{written} reset vpn")

    assert (draft.happened_at, draft.subject) == (moment, "reset vpn")


@pytest.mark.parametrize(
    "written", ["24:00", "10:60", "1:2", "since yesterday", "every mon", "12:30:15"]
)
def test_what_is_no_moment_stays_text(written):
    assert (read(written).happened_at, read(written).subject) == (None, written)


def test_an_hour_that_the_clocks_skipped_is_the_one_after_it():
    draft = read("2:30", now=datetime(2026, 3, 29, 12, tzinfo=PARIS))

    assert draft.happened_at == datetime(2026, 3, 29, 3, 30, tzinfo=PARIS)


def test_of_an_hour_that_came_twice_the_past_one_is_meant():
    now = datetime(2026, 10, 25, 2, 45, fold=0, tzinfo=PARIS)

    assert read("2:30", now).happened_at == datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=PARIS)


def test_of_several_alices_the_recent_one_is_meant_and_the_other_offered():
    draft = read("reset vpn for alice")

    assert (draft.person, draft.candidates) == (MOREAU, (MOREAU, OKORO))


def test_of_several_strangers_nobody_is_guessed():
    draft = read("reset vpn for sam")

    assert (draft.person, draft.subject) == (None, "reset vpn")
    assert draft.candidates == (TWINS[1], TWINS[0])


@pytest.mark.parametrize(
    ("line", "person", "subject"),
    [
        ("for alice okoro new mouse", OKORO, "new mouse"),
        ("for alice, new mouse", MOREAU, "new mouse"),
        ("for okoro new mouse", OKORO, "new mouse"),
        ("for ALICE reset vpn", MOREAU, "reset vpn"),
        ("new dock for lea van den berg today", LEA, "new dock"),
        ("For Léa: new dock", LEA, "new dock"),
        ("toner for the printer for ben", BEN, "toner for the printer"),
        ("new card for An", AN, "new card"),
        ("for ben@example.org new dock", BEN, "new dock"),
    ],
)
def test_for_stops_at_the_right_word(line, person, subject):
    draft = read(line)

    assert (draft.person, draft.subject) == (person, subject)


def test_an_ordinary_word_is_not_taken_for_a_name():
    assert read("waiting for an update").person is None


def test_a_name_that_nobody_bears_stays_text_and_is_told():
    draft = read("reset vpn for zed")

    assert (draft.subject, draft.person, draft.unmatched) == ("reset vpn for zed", None, "zed")


def test_a_name_being_typed_offers_who_it_may_become():
    draft = read("unlock account for al")

    assert (draft.person, draft.candidates) == (None, (MOREAU, OKORO))
    assert draft.subject == "unlock account for al"


def test_an_unknown_address_is_a_new_person():
    draft = read("reset vpn for Zed@Example.org")

    assert draft.person == Candidate("", ("zed@example.org",))


def test_of_two_that_say_the_same_the_last_counts():
    draft = read("a 5m pause @phone then 10m @walkup")

    assert (draft.minutes, draft.channel) == (10, "walkup")
    assert draft.subject == "a 5m pause @phone then"
