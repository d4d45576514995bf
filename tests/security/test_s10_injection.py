"""S10: nothing that is typed becomes a column, an operator or a pattern."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

import frontdoor
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.people.actors import acting
from frontdoor.people.login import tokens
from frontdoor.people.models import Organisation, Person
from frontdoor.tickets import filters, search
from frontdoor.tickets.conditions import CONDITIONS
from frontdoor.tickets.models import Category, Service, Ticket
from tests import make

LOOKUPS = [
    "",
    "__regex",
    "__iregex",
    "__in",
    "__startswith",
    "__gt",
    "__isnull",
    "__contains",
    "__year",
    "__range",
]
# What a list of tickets may be asked by: columns of WHERE and ORDER BY, by table.
ALLOWED = {
    "tickets_ticket": {
        "id", "status", "assignee_id", "requester_id", "author_id", "organisation_id", "team_id", "category_id",
        "service_id", "priority", "kind", "door", "channel", "created_at", "updated_at", "due_at", "reopened",
        "waiting_since", "merged_into_id", "first_reply_at",
    },
    "tickets_tagging": {"name", "ticket_id"}, "tickets_participant": {"person_id", "role", "ticket_id"},
    "tickets_attachment": {"message_id"}, "tickets_message": {"id", "public", "ticket_id"},
    "tickets_ticketlink": {"ticket_id", "other_id"}, "tickets_snooze": {"person_id", "until", "ticket_id"},
    "tickets_search": {"rowid", "tickets_search"}, "people_team": {"slug", "name"}, "people_organisation": {"name"},
    "tickets_category": {"slug", "name"}, "tickets_service": {"name"}, "people_person": {"name"},
    "people_address": {"email"},
    "tickets_searchdocument": {"ticket_id", "subject", "people", "words", "notes", "resolution"},
}  # fmt: skip
COLUMN = re.compile(r'"(\w+)"\."(\w+)"')
ALIAS = re.compile(r'"(\w+)" (U\d|V\d)\b')


def paths(model: type[Model], deep: int) -> list[str]:
    """Names through the tree of models, as the ORM would walk them."""
    found = []
    for field in model._meta.get_fields():
        found.append(field.name)
        if deep and field.related_model:
            found += [f"{field.name}__{rest}" for rest in paths(field.related_model, deep - 1)]
    return found


TREE = paths(Ticket, 2)
WALKED = random.Random(10).sample([path for path in TREE if "__" in path], 200)
NAMES = sorted(
    {*TREE[:400], *WALKED, "pk", "?", "-pk", "password", "requester__password"} - set(CONDITIONS)
)


def keys() -> list[str]:
    return [f"{path}{lookup}" for path, lookup in zip(WALKED, LOOKUPS * 20, strict=True)]


@pytest.mark.parametrize("form", ["{}:(a+)+$", "-{}:x", '{}:">=x"', "{}:>=x,y"])
def test_no_name_of_the_models_is_a_condition(db, django_assert_num_queries, form):
    with django_assert_num_queries(0):
        for name in [*keys(), *(n for n in NAMES if re.fullmatch("[a-z_]+", n))]:
            with pytest.raises(Refused, match=r"There is no filter.*assignee.*status"):
                filters.parse(form.format(name))


def test_a_name_of_the_models_is_no_value_either(ticket, as_ana):
    for name in CONDITIONS:
        for value in (
            "requester__password",
            "password__regex",
            "pk__in",
            "id' OR '1'='1",
            "x); DROP TABLE",
        ):
            apply_or_refuse(f'{name}:"{value}"', as_ana)
    assert Ticket.objects.count() == 1


def apply_or_refuse(text, actor) -> None:
    try:
        wanted = filters.parse(text)
        found = wanted.apply(Ticket.objects.visible_to(actor), actor=actor, now=clock.now())
        assert set(found[:5]) <= set(Ticket.objects.all())
    except Refused:
        return


@pytest.fixture
def named(db) -> None:
    make.team("Network")
    Organisation.objects.create(name="Acme")
    Category.objects.create(name="Printing", slug="printing")
    Service.objects.create(name="VPN")


@pytest.mark.parametrize("negated", ["", "-"])
def test_only_listed_columns_reach_the_database(ticket, named, as_ana, as_cy, negated):
    seen: dict[str, set[str]] = {}
    with CaptureQueriesContext(connection) as caught:
        for actor in (as_ana, as_cy):
            for name in CONDITIONS:
                apply_or_refuse(f'{negated}{name}:{CONDITIONS[name].example} "on fire"', actor)
        for name in ("late", "mine", "snoozed", "merged", "unanswered", "waiting"):
            apply_or_refuse(f"{negated}is:{name}", as_ana)
    for query in caught.captured_queries:
        for table, column in asked(query["sql"]):
            seen.setdefault(table, set()).add(column)

    assert len(caught) > 30
    assert {table: columns - ALLOWED.get(table, set()) for table, columns in seen.items()} == {
        table: set() for table in seen
    }


def asked(sql: str) -> list[tuple[str, str]]:
    """Tables and columns after the first WHERE; short names of inner queries told apart."""
    names = {short: table for table, short in ALIAS.findall(sql)}
    _, _, where = sql.partition(" WHERE ")
    inner = re.sub(r"SELECT .*? FROM", "SELECT FROM", where)
    return [(names.get(table, table), column) for table, column in COLUMN.findall(inner)]


@pytest.mark.parametrize(
    "where", ["/api/v1/tickets?{}=a", "/api/v1/tickets?order={}", "/api/v1/search?{}=a"]
)
def test_the_api_refuses_names_of_the_models(client, ana, as_ana, where):
    secret = tokens.make(ana, scopes=["read"], by=as_ana)
    for name in [*keys()[:25], "pk", "-pk", "?", "requester__password", "id"]:
        answer = client.get(where.format(name), headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 400, (name, answer.content)


def test_the_apis_filter_names_what_is_allowed(client, ana, as_ana):
    secret = tokens.make(ana, scopes=["read"], by=as_ana)

    answer = client.get(
        "/api/v1/tickets?q=requester__password:x", headers={"Authorization": f"Bearer {secret}"}
    )

    assert (
        answer.status_code == 400 and b"assignee" in answer.content and b"status" in answer.content
    )


def test_words_are_never_a_pattern(ticket, as_ana):
    long = make.ticket("a" * 250, requester=ticket.requester)
    with CaptureQueriesContext(connection) as caught:
        for text in ("(a+)+$", ".*.*.*.*", "(.|a)*b", "^(a|aa)+$", "%%%%%", "_" * 50, "[a-z]*"):
            search.find(text, actor=as_ana)
            apply_or_refuse(text, as_ana)

    told = " ".join(query["sql"] for query in caught.captured_queries).upper()
    assert not re.search(r"REGEXP|SIMILAR TO|~ |~\*", told)
    assert Person.objects.count() == 2 and long.pk


def test_an_order_is_none_of_what_a_person_may_ask(ana):
    with pytest.raises(Refused):
        filters.parse("order:requester__password").apply(
            Ticket.objects.all(), actor=acting(ana), now=clock.now()
        )


HOME = Path(frontdoor.__file__).parent
# Where names of columns come from elsewhere than the line itself, and from whom.
NAMED_BY_US = {
    "channels/outbox.py",  # its own two callers say by which column
    "channels/signatures.py",  # a person or a team
    "console/listing.py",  # the one field of a settings form by which its rows are known
    "core/paging.py",  # the columns that its caller, our own code, gives
    "core/secrets.py",  # the fields of our tables that are sealed
    "people/lists.py",  # the foreign keys of our tables to a row
    "tickets/conditions/times.py",
    "tickets/verbs/carried.py",  # one of its own two keys
}


def sources():
    for path in sorted(HOME.rglob("*.py")):
        name = path.relative_to(HOME).as_posix()
        if "migrations" not in name and not name.startswith("core/db/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_no_code_hands_names_to_the_orm_or_text_to_sql():
    bad = [f"{name}:{node.lineno} {why}" for name, tree in sources() for node in ast.walk(tree)
           if isinstance(node, ast.Call) for why in wrong(node, name)]  # fmt: skip

    assert bad == []


def wrong(call: ast.Call, name: str) -> list[str]:
    word = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    found = []
    if word == "RawSQL" or (word in ("extra", "raw") and "objects" in ast.dump(call.func)):
        found.append(word)
    if word in ("filter", "exclude", "order_by") and name not in NAMED_BY_US:
        spread = [k.value for k in call.keywords if k.arg is None]
        found += ["**" for value in spread if not _literal_keys(value)]
    if (
        word in ("filter", "exclude", "order_by", "values", "values_list")
        and name not in NAMED_BY_US
    ):
        found += [
            "request"
            for arg in ast.walk(call)
            if isinstance(arg, ast.Attribute) and arg.attr in ("GET", "POST")
        ]
    return found


def _literal_keys(value: ast.expr) -> bool:
    return isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys)
