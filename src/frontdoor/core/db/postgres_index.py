"""How PostgreSQL finds words: a tsvector of its own making and GIN."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef, QuerySet

from frontdoor.core.errors import TooSlow
from frontdoor.core.wanted import Wanted

MATCHES = "%s @@ %s::tsquery"
# From so many rows on it is cheaper to walk back from the newest than to gather all of them from the index.
COMMON = 2500
FENCE = 1_000_000
# A word that stands in fewer than `page` of so many newest rows is rare enough to gather.
WINDOW = 3000
SET_LIMIT = "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)"

# Terms arrive folded and parted by spaces (core.words): the server's own parser would part them in its own way.
# The one position that each term gets carries its weight: A for `terms`, D for `desk_terms`.
STATEMENTS = """
CREATE TABLE {index} (rowid bigint PRIMARY KEY, {index} tsvector NOT NULL);
CREATE FUNCTION {index}_part(terms text, weight "char") RETURNS tsvector IMMUTABLE LANGUAGE sql AS $$
  SELECT setweight((CASE terms WHEN '' THEN '' ELSE replace(terms, ' ', ':1 ') || ':1' END)::tsvector, weight)
$$;
CREATE FUNCTION {index}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE {index};
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM {index} WHERE rowid = OLD.{key};
  ELSE
    INSERT INTO {index}
    VALUES (NEW.{key}, {index}_part(NEW.terms, 'A') || {index}_part(NEW.desk_terms, 'D'))
    ON CONFLICT (rowid) DO UPDATE SET {index} = EXCLUDED.{index};
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {index}_keep AFTER INSERT OR DELETE OR UPDATE OF terms, desk_terms ON {of}
  FOR EACH ROW EXECUTE FUNCTION {index}_keep();
CREATE TRIGGER {index}_empty AFTER TRUNCATE ON {of} FOR EACH STATEMENT EXECUTE FUNCTION {index}_keep();
-- No pending list: one search in many would pay for all the writes before it.
CREATE INDEX {index}_words ON {index} USING gin ({index}) WITH (fastupdate = off);
"""


def make(editor: BaseDatabaseSchemaEditor, index: str, of: str, key: str) -> None:
    """A full-text index over the columns `terms` and `desk_terms` of a table, kept by triggers on it."""
    editor.execute(STATEMENTS.format(index=index, of=of, key=key))


def asks(wanted: Wanted, audience: str) -> str:
    """The right side of MATCHES. `audience` is "staff", or "requester", for whom only `terms` can match."""
    weight = "" if audience == "staff" else "A"
    exact = [_quoted(term, weight) for term in wanted.exact]
    begun = [_quoted(term, f"*{weight}") for term in wanted.begun]
    either = [f"({' | '.join(_quoted(term, weight) for term in terms)})" for terms in wanted.either]
    return " & ".join([*exact, *begun, *either])


def _quoted(term: str, marks: str) -> str:
    inside = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'{':' if marks else ''}{marks}"


def newest(
    found: QuerySet[Any], allowed: QuerySet[Any], most: int, page: int
) -> tuple[list[int], bool]:
    """Keys of rows both found and allowed, newest first, and whether there are more than `most`; then only `page`."""
    if is_frequent(found):
        # The planner may be wrong, most of all where nobody has run ANALYZE: so it walks back only so far.
        near = _both(_near(found), allowed).order_by("-pk")
        keys = list(near.values_list("pk", flat=True)[:page])
        if len(keys) == page:
            return keys, True
    keys = _gathered(found, allowed, most + 1)
    return (keys[:page], True) if len(keys) > most else (keys, False)


def older(found: QuerySet[Any], allowed: QuerySet[Any], below: int, page: int) -> list[int]:
    """At most `page` keys of rows both found and allowed, newest first, from below this key on."""
    rest = found.filter(pk__lt=below)
    if is_frequent(found):
        near = _both(rest.filter(pk__gte=below - WINDOW), allowed).order_by("-pk")
        keys = list(near.values_list("pk", flat=True)[:page])
        if len(keys) == page:
            return keys
    return _gathered(rest, allowed, page)


def few(found: QuerySet[Any], allowed: QuerySet[Any], most: int) -> list[int]:
    """Like `newest`, where there can't be many, whatever the database thinks."""
    # Hundreds of spellings that nobody uses look to the planner like half of all rows: it would read every one.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        keys = _gathered(found, allowed, most)
        cursor.execute("SET LOCAL enable_seqscan = on")
    return keys


def _near(found: QuerySet[Any]) -> QuerySet[Any]:
    latest = found.model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    return found.filter(pk__gt=latest - WINDOW)


def _gathered(found: QuerySet[Any], allowed: QuerySet[Any], most: int) -> list[int]:
    if not allowed.query.where:
        return sorted(found.order_by().values_list("pk", flat=True), reverse=True)[:most]
    # The limit keeps the planner from turning the two around: the index is read first, and once.
    both = allowed.filter(pk__in=found.values("pk")[:FENCE]).order_by("-pk")
    return list(both.values_list("pk", flat=True)[:most])


def is_frequent(found: QuerySet[Any]) -> bool:
    """Are there more than a few thousand?"""
    return _expected(found) > COMMON


def _both(found: QuerySet[Any], allowed: QuerySet[Any]) -> QuerySet[Any]:
    if not allowed.query.where:
        return found  # all are allowed
    return found.filter(Exists(allowed.filter(pk=OuterRef("pk"))))


def _expected(found: QuerySet[Any]) -> int:
    """How many rows the planner expects, from its sample of the commonest words."""
    plan = json.loads(found.order_by().explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


def loaded() -> None:
    """After many rows came in at once: let the planner see which words are common."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop the statements inside when the time is over. Raises TooSlow."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SET_LIMIT, [str(int(seconds * 1000))])
            before = cursor.fetchone()[0]
            yield
            cursor.execute(SET_LIMIT, [before])
    except OperationalError as stopped:
        if "statement timeout" in str(stopped):
            raise TooSlow(seconds) from stopped
        raise
