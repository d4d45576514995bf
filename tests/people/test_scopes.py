"""How far a token carries, and who acts through whose."""

import pytest

from frontdoor.core.errors import NotAllowed
from frontdoor.people import verbs as people
from frontdoor.people.actors import SYSTEM, acting, on_behalf_of, person_of
from frontdoor.people.login import tokens
from frontdoor.tickets import forms, verbs


def held_by(person, *scopes):
    token, actor = tokens.holder(tokens.make(person, scopes=list(scopes), by=SYSTEM))
    return token, actor


def test_a_token_that_writes_runs_every_verb_its_person_may(ada):
    _, actor = held_by(ada, "write")
    assert all(actor.has(verb) for verb in forms.FORMS)
    assert not actor.has("enrol")


def test_a_token_that_reads_only_reads(lea):
    _, actor = held_by(lea, "read")
    assert actor.has("read") and actor.has("read_people")
    assert not any(actor.has(verb) for verb in [*verbs.VERBS, "open", "open_for", "bulk"])


def test_no_scope_gives_more_than_the_person_has(cy):
    _, actor = held_by(cy, "read", "write", "act_for", "admin")
    assert actor.has("reply") and not actor.has("assign") and not actor.has("read_people")


def test_whoever_acts_for_an_administrator_gains_nothing(ana, ada):
    token, holder = held_by(ana, "act_for")
    actor = on_behalf_of(ada, holder=holder, token_id=token.pk)
    assert actor.has("reply") and not actor.has("erase") and not actor.has("enrol")


def test_whoever_acts_for_a_requester_may_only_what_the_requester_may(ana, cy):
    token, holder = held_by(ana, "act_for")
    actor = on_behalf_of(cy, holder=holder, token_id=token.pk)
    assert actor.has("reply") and not actor.has("note")


def test_the_label_names_both(ana, cy):
    token, holder = held_by(ana, "act_for")
    actor = on_behalf_of(cy, holder=holder, token_id=token.pk)
    assert actor.label == f"person:{cy.pk}/token:{token.pk}"
    assert person_of(actor.label) == cy.pk
    assert person_of("system") is None


def test_only_an_administrator_makes_tokens_that_act_for_others(ana, ada):
    with pytest.raises(NotAllowed):
        tokens.make(ana, scopes=["act_for"], by=acting(ana))
    assert tokens.make(ana, scopes=["act_for"], by=acting(ada))


def test_a_token_dies_with_the_rights_it_stands_on(ana, ada):
    secret = tokens.make(ana, scopes=["write"], by=acting(ana))
    people.disable(ana, by=acting(ada))
    assert tokens.holder(secret) is None
