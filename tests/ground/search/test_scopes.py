import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Role, system_actor
from sekretariat.ground.search import scopes
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.services import put

BUILDERS = {"office": scopes.office, "followers": scopes.followers, "institution": scopes.institution}

institutions = st.integers(1, 3)
bodies = st.integers(1, 3)
grounds = st.lists(st.tuples(st.sampled_from(sorted(BUILDERS)), institutions, st.none() | bodies), max_size=3)
capacities = st.lists(
    st.builds(
        Capacity, role=st.sampled_from(Role), institution_id=institutions, body_ids=st.frozensets(bodies, max_size=2)
    ),
    max_size=3,
).map(tuple)


def coordinator(institution_id: int, *body_ids: int) -> Actor:
    capacity = Capacity(role=Role.COORDINATOR, institution_id=institution_id, body_ids=frozenset(body_ids))
    return Actor(person_id=7, capacities=(capacity,))


def test_an_officer_holds_the_letters_duties_and_plans_of_the_office():
    officer = Actor(person_id=7, capacities=(Capacity(role=Role.OFFICER, institution_id=12),))

    assert scopes.scopes_of(officer) == {
        "public", "signed-in", "person:7", "office:12", "followers:12", "planners:12", "convenors:12",
    }  # fmt: skip


def test_an_administrator_does_not_follow_duties():
    administrator = Actor(person_id=7, capacities=(Capacity(role=Role.ADMINISTRATOR, institution_id=12),))

    assert scopes.scopes_of(administrator) == {
        "public", "signed-in", "person:7", "office:12", "planners:12", "convenors:12",
    }  # fmt: skip


def test_a_coordinator_of_one_body_holds_what_the_institution_owes_in_it():
    assert scopes.scopes_of(coordinator(5, 8, 9)) == {
        "public", "signed-in", "person:7", "institution:5/8", "institution:5/9", "parties:5/8", "parties:5/9",
        "invited:5/8", "invited:5/9",
    }  # fmt: skip
    assert "institution:5" in scopes.scopes_of(coordinator(5))


def test_nobody_known_holds_only_what_is_public():
    assert scopes.scopes_of(ANONYMOUS) == {"public"}


def test_a_personal_link_finds_only_what_is_public():
    link = Actor(person_id=7, capacities=coordinator(5).capacities, only_obligation=1)

    assert scopes.scopes_of(link) == {"public"}


def test_the_system_is_somebody_known():
    assert scopes.scopes_of(system_actor()) == {"public", "signed-in"}


@pytest.mark.parametrize("token", ["", "office:", "office:1 public", 'office:1"', "Office:1", "office:1/", "':public'"])
def test_a_malformed_token_is_a_fault(token):
    with pytest.raises(ValueError, match="not a scope token"):
        scopes.checked([scopes.PUBLIC, token])


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(entries=st.lists(grounds, min_size=1, max_size=6), actor=st.builds(Actor, capacities=capacities))
def test_an_actor_finds_exactly_the_entries_that_the_rules_let_them_see(entries, actor):
    actor = Actor(person_id=7, capacities=actor.capacities)
    may_see = {
        str(key)
        for key, seen_by in enumerate(entries)
        if any(
            actor.may(scopes.PERMISSIONS[kind], institution_id=institution_id, body_id=body_id)
            for kind, institution_id, body_id in seen_by
        )
    }

    with transaction.atomic():
        for key, seen_by in enumerate(entries):
            tokens = [BUILDERS[kind](institution_id, body_id=body_id) for kind, institution_id, body_id in seen_by]
            put(kind="letter", key=str(key), title="Shkresë", text="", scopes=tokens)
        found = find("shkresa", scopes=scopes.scopes_of(actor), limit=10)
        transaction.set_rollback(True)

    assert {hit.key for hit in found.hits} == may_see
    assert found.total == len(may_see)
