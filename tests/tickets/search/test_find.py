"""What is found, in which order, and by whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontdoor.core import db
from frontdoor.core.errors import Refused, TooSlow
from frontdoor.people.actors import acting
from frontdoor.tickets import search, verbs
from frontdoor.tickets.models import Ticket
from frontdoor.tickets.search import finding
from frontdoor.tickets.verbs import Arrival, Carried
from tests import make


def numbers(text, actor, **rest):
    return [hit.number for hit in search.find(text, actor=actor, **rest).hits]


SAME = [
    ("Straße gesperrt", "STRASSE"), ("Strasse", "straße"), ("STRAẞE", "strasse"),
    ("İstanbul", "istanbul"), ("ISTANBUL", "ıstanbul"), ("caf\u00e9", "cafe\u0301"), ("cafe", "café"),
    ("ｐｒｉｎｔｅｒ", "printer"), ("أحمد", "احمد"), ("مُحَمَّد", "محمد"),
    ("打印机坏了", "打印机"), ("打印机坏了", "机"), ("プリンターが動かない", "プリンタ"), ("프린터가 안돼요", "프린터"),
    ("It is on 🔥 again", "🔥"), ("हिन्दी कीबोर्ड", "हिन्दी"), ("เครื่องพิมพ์เสีย", "พิมพ์"),
    ("Call +49 30 1234567", "030 1234-567"), ("at 10.0.0.12 now", "10.0.0.12"), ("version v1.2.3", "v1.2.3"),
    ("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"),
    ("ask cy.meyer@example.org please", "cy.meyer@example.org"), ("see https://wiki.example.org/a", "wiki.example.org"),
    ("100 % CPU", "%"), ("A_B", "a_b"), ("1000000000000000000000000000000", "1000000000000000000000000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "asked"), [pair for pair in SAME if pair[1] != "%"])
def test_it_is_found_however_it_is_written(cy, as_ana, written, asked):
    make.ticket("Other matter", requester=cy)
    wanted = make.ticket("Help", body=written, requester=cy)

    assert numbers(asked, as_ana) == [wanted.pk]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "%", "_", "\\", "*", "' \" ; -- /* */ \0", "(", '"', "AND", "NOT", "NEAR(", "a OR", "^", "-", "col:",
     "a*b*c*", "(a+)+$", ".*.*.*", "x", "\ud800", "{terms} :", "'a':A & !b", "<->", "\ue0021", "的"],
)  # fmt: skip
def test_whatever_is_typed_is_answered(ticket, as_ana, as_cy, text):
    for actor in (as_ana, as_cy):
        assert search.find(text, actor=actor).hits == ()


def test_all_words_must_be_found_wherever_they_stand(ticket, as_ana, as_cy):
    verbs.reply(ticket, body="The toner smells", channel="portal", by=as_cy)
    make.ticket("The printer again")

    assert numbers("printer toner", as_ana) == [ticket.pk]
    assert numbers("printer nonsense", as_ana) == []


def test_the_last_word_may_be_a_beginning(ticket, as_ana):
    assert numbers("prin", as_ana) == [ticket.pk]
    assert numbers("prin fire", as_ana) == []


def test_quotes_keep_words_together(ticket, as_ana):
    apart = make.ticket("Fire is on its way to the printer")

    assert numbers('"on fire"', as_ana) == [ticket.pk]
    assert set(numbers("on fire", as_ana)) == {ticket.pk, apart.pk}


def test_a_phrase_ends_with_its_message(ticket, as_ana, as_cy):
    verbs.reply(ticket, body="ends with paper", channel="portal", by=as_cy)
    verbs.reply(ticket, body="jam begins this", channel="portal", by=as_cy)

    assert numbers('"paper jam"', as_ana) == []


def test_the_subject_outranks_the_words_and_then_the_newest_wins(cy, as_ana):
    body = make.ticket("Help", body="The printer is broken", requester=cy)
    subject = make.ticket("Printer", requester=cy)
    newer = make.ticket("Help", body="printer", requester=cy)

    assert numbers("printer", as_ana) == [subject.pk, newer.pk, body.pk]


def test_people_are_found_by_name_address_and_telephone(as_ana):
    zoe = make.person("Zoë Müller", email="zm@firm.example", phone="+44 20 7946 0123")
    hers = make.ticket("Help", requester=zoe)

    assert [
        numbers(text, as_ana) for text in ("zoe", "MULLER", "zm@firm.example", "020 7946-0123")
    ] == [[hers.pk]] * 4


def test_notes_and_resolutions_are_for_the_desk_alone(ticket, as_ana, as_cy):
    verbs.note(ticket, body="secretword inside", by=as_ana)
    verbs.resolve(ticket, resolution="swapped the fuser", by=as_ana)

    for text in (
        "secretword",
        "secretw",
        '"secretword inside"',
        "fuser",
        "printer fuser",
        "secretwrod",
    ):
        assert numbers(text, as_ana) == [ticket.pk] and numbers(text, as_cy) == []


def test_requesters_find_their_own_and_what_they_follow(ticket, di, as_ana, as_cy):
    assert numbers("printer", as_cy) == [ticket.pk] and numbers("printer", acting(di)) == []
    verbs.follow(ticket, person=di, by=as_ana)

    assert numbers("printer", acting(di)) == [ticket.pk]
    verbs.unfollow(ticket, person=di, by=as_ana)
    assert numbers("printer", acting(di)) == []


def test_a_private_teams_tickets_are_found_by_its_members_alone(cy, ana):
    hr = make.team("People", private=True)
    as_ana = acting(ana)
    kim = make.person("Kim", "agent", hr)
    private = make.ticket("Printer", requester=cy, team=hr)

    assert numbers("printer", as_ana) == [] and numbers(f"#{private.pk}", as_ana) == []
    assert numbers("printer", acting(kim)) == [private.pk]


@pytest.mark.parametrize("how", ["{}", " {} ", "#{}", "[Desk #{}]", "0{}"])
def test_a_number_finds_its_ticket_first(cy, as_ana, di, how):
    for n in range(3):
        wanted = make.ticket(f"Ticket {n}", requester=cy)
    make.ticket("Again", body=f"like {wanted.pk}", requester=cy)

    assert numbers(how.format(wanted.pk), as_ana)[0] == wanted.pk
    assert numbers(how.format(wanted.pk), acting(di)) == []


def test_a_message_id_finds_its_ticket(cy, as_cy, as_ana):
    given = Carried(message_id="<CAF+x$y=1/z@mail.example.com>")
    made = verbs.open(
        subject="Help",
        body="x",
        requester=cy,
        by=as_cy,
        arrival=Arrival(channel="email"),
        carried=given,
    )

    assert numbers("<CAF+x$y=1/z@mail.example.com>", as_ana) == [made.pk]


@pytest.mark.parametrize("slip", ["pritner", "printr", "prrinter", "prunter", "fier printer"])
def test_a_slip_is_forgiven_where_nothing_else_is_found(ticket, as_ana, slip):
    found = search.find(slip, actor=as_ana)

    assert found.close and [hit.number for hit in found.hits] == [ticket.pk]


def test_what_was_found_is_marked_and_nothing_is_html(cy, as_ana):
    make.ticket("<b>Printer</b> café", body="first line\n\nthe CAFÉ printer & more", requester=cy)

    [hit] = search.find("cafe print", actor=as_ana).hits

    assert [s.text for s in hit.subject if s.marked] == ["Print", "café"]
    assert [s.text for s in hit.snippet if s.marked] == ["CAFÉ", "print"]
    assert "".join(s.text for s in hit.subject) == "<b>Printer</b> café"
    assert "".join(s.text for s in hit.snippet) == "first line the CAFÉ printer & more"


def test_pages_of_the_best_hold_everything_once(cy, as_ana):
    made = {make.ticket(f"Printer {n}", requester=cy).pk for n in range(7)}

    seen, after = [], ""
    while True:
        found = search.find("printer", actor=as_ana, limit=3, before=after)
        seen += [hit.number for hit in found.hits]
        if not (after := found.after):
            break

    assert sorted(seen) == sorted(made) and found.total_hint == 7


def test_many_come_newest_first_and_pages_hold_everything_once(cy, as_ana, monkeypatch):
    monkeypatch.setattr(finding, "MANY", 4)
    made = [make.ticket(f"Printer {n}", requester=cy).pk for n in range(9)]

    seen, after = [], ""
    while True:
        found = search.find("prin", actor=as_ana, limit=2, before=after)
        seen += [hit.number for hit in found.hits]
        if not (after := found.after):
            break

    assert found.order == "newest" and found.total_hint is None
    assert seen == made[::-1]


@pytest.mark.parametrize("cursor", ["x", "n12", "w-1", "r", "w9999999999999999999999", "w1; DROP"])
def test_a_cursor_that_is_none_is_refused(ticket, as_ana, cursor):
    with pytest.raises(Refused):
        search.find("printer", actor=as_ana, before=cursor)


def test_as_many_queries_for_one_row_as_for_three(ticket, cy, as_ana):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            search.find("printer", actor=as_ana)
        counts.append(len(caught))
        for n in range(2):
            make.ticket(f"Printer {n}", requester=cy)

    assert counts[0] == counts[1] <= 12


def test_an_endless_question_is_stopped(ticket):
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    with (
        pytest.raises(TooSlow, match="Add a word"),
        db.indexer().within(0.2),
        connection.cursor() as cursor,
    ):
        cursor.execute(endless)

    assert Ticket.objects.count() == 1


def test_an_erased_word_is_found_no_more(ticket, as_ana, ada):
    verbs.note(ticket, body="secretword", by=as_ana)
    verbs.erase(ticket, reason="asked for", by=acting(ada))

    assert numbers("secretword", as_ana) == numbers("printer", as_ana) == []


def test_a_merge_and_its_undo_carry_the_words(ticket, cy, as_ana, as_cy):
    other = make.ticket("Toner", body="smells of cinnamon", requester=cy)
    verbs.merge(other, into=ticket, by=as_ana)
    verbs.reply(ticket, body="still nutmeg", channel="portal", by=as_cy)
    assert numbers("cinnamon", as_ana) == [ticket.pk]

    verbs.unmerge(other, survivor=ticket, by=as_ana)

    assert numbers("cinnamon", as_ana) == [other.pk] and numbers("nutmeg", as_ana) == [ticket.pk]


def test_a_ticket_with_more_words_than_an_index_takes_is_still_found(ticket, as_ana, as_cy):
    for part in range(3):
        flood = " ".join(f"w{part}x{n}é" for n in range(12_000))
        verbs.reply(ticket, body=flood, channel="portal", by=as_cy)

    assert numbers("printer", as_ana) == [ticket.pk] == numbers("w0x5é", as_cy)


def test_words_narrow_a_list(ticket, cy, as_ana, as_cy):
    make.ticket("Mouse", requester=cy)
    every = Ticket.objects.visible_to(as_ana)

    assert list(search.narrow(every, "prin", actor=as_ana)) == [ticket]
    assert list(search.narrow(every, f"#{ticket.pk}", actor=as_ana)) == [ticket]
    assert search.narrow(every, "", actor=as_ana).count() == 2
