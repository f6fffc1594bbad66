"""Families of rooms: what each changes, what facts keep, and that every family has draws of its own."""

from itertools import pairwise

import pytest

from simulation.errors import UnknownComponentError
from simulation.evidence.facts.battery import FACTS, find_facts
from simulation.evidence.facts.fact import Fact
from simulation.evidence.facts.families import (
    FAMILIES,
    Family,
    changes_rooms,
    find_families,
    turns_round,
    variants_in,
)
from simulation.evidence.facts.rooms import ALL, TXT, RoomSpec
from tests.facts.drawn_facts import run_facts

by_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)


def of_key(key: str) -> tuple[Fact, dict[str, Family]]:
    (fact,) = find_facts([key])
    return fact, {family.key: family for family in FAMILIES}


@pytest.mark.parametrize(
    ("key", "in_all", "in_text_only"),
    [
        ("base", ALL, TXT),
        ("middle", ALL.but(status_quo=0.5), TXT.but(status_quo=0.5)),
        ("dear", ALL.but(failure_cost=0.2), TXT.but(failure_cost=0.4)),
        ("wide", ALL.but(red=(0.6, 1.0)), TXT.but(red=(0.6, 1.0))),
        ("large", ALL.but(delegations=24), TXT.but(delegations=24)),
        ("unlike", ALL.but(common=0.3), TXT.but(common=0.3)),
    ],
)
def test_a_family_changes_one_thing_about_plain_rooms(
    key: str, in_all: RoomSpec, in_text_only: RoomSpec
) -> None:
    fact, families = of_key("F17")
    rooms = variants_in(families[key], fact)
    assert (rooms["ALL isolation"], rooms["TXT isolation"]) == (in_all, in_text_only)


def test_there_are_six_families_and_the_first_leaves_all_rooms_as_they_are() -> None:
    assert [family.key for family in FAMILIES] == ["base", "middle", "dear", "wide", "large", "unlike"]
    assert not any(changes_rooms(FAMILIES[0], fact) for fact in FACTS)


@by_fact
def test_variants_of_a_fact_stay_different_kinds_of_rooms_in_every_family(fact: Fact) -> None:
    for family in FAMILIES:
        assert len(set(variants_in(family, fact).values())) == len(fact.variants), family.key


@by_fact
def test_a_family_changes_its_field_in_every_room_of_a_fact_and_nothing_else(fact: Fact) -> None:
    for family in FAMILIES[1:]:
        field = str(family.field)
        rooms = variants_in(family, fact)
        assert {
            name: spec.but(**{field: getattr(fact.variants[name], field)}) for name, spec in rooms.items()
        } == fact.variants
        assert changes_rooms(family, fact) is (field not in fact.keeps)


@by_fact
def test_what_a_fact_keeps_is_something_that_a_family_would_change(fact: Fact) -> None:
    assert fact.keeps.keys() <= {family.field for family in FAMILIES}
    assert all(fact.keeps.values())


@by_fact
def test_positions_of_camps_are_no_others_for_what_clauses_have_in_common(fact: Fact) -> None:
    assert all(spec.camps is None for spec in fact.variants.values()) or "common" in fact.keeps


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("F2", "delegations"),
        ("F7", "failure_cost"),
        ("F14", "failure_cost"),
        ("F12", "status_quo"),
        ("F6", "delegations"),
    ],
)
def test_a_lever_of_a_fact_is_left_alone(key: str, field: str) -> None:
    fact, _ = of_key(key)
    (family,) = (family for family in FAMILIES if family.field == field)
    assert variants_in(family, fact) == fact.variants


def test_a_family_turns_round_where_a_fact_is_so_by_itself() -> None:
    fact, families = of_key("F6")
    turned = {key: turns_round(family, fact) for key, family in families.items()}
    assert [key for key, is_turned in turned.items() if is_turned] == ["middle", "wide", "unlike"]
    assert {spec.status_quo for spec in variants_in(families["middle"], fact).values()} == {0.3}
    assert {spec.red for spec in variants_in(families["wide"], fact).values()} == {(0.35, 0.75)}
    assert {spec.common for spec in variants_in(families["unlike"], fact).values()} == {0.7}


def test_the_same_rooms_are_drawn_anew_in_every_family() -> None:
    (found,) = run_facts(["F6"], seed=1, replications=3, families=find_families(["base", "large"]))
    base, large = found.families
    assert (base.is_changed, large.is_changed) == (False, False)
    assert [claim.estimate.value for claim in base.claims] != [claim.estimate.value for claim in large.claims]


def test_a_family_is_the_same_in_any_company() -> None:
    (all_six,) = run_facts(["F19"], seed=5, replications=2)
    (alone,) = run_facts(["F19"], seed=5, replications=2, families=find_families(["wide"]))
    assert all_six.families[3] == alone.families[0]


def test_draws_of_families_do_not_overlap() -> None:
    # The command takes 100,000 pairs at most, and some facts a multiple.
    most = 100_000 * max(fact.times for fact in FACTS)
    assert all(two.first - one.first >= most for one, two in pairwise(FAMILIES))


def test_a_family_that_does_not_exist_is_told() -> None:
    with pytest.raises(UnknownComponentError, match=r"No family is called 'width'\. Did you mean 'wide'\?"):
        find_families(["width"])
