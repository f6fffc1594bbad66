"""The battery: complete, measurable, the same every time, and sensitive to what it is about."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from simulation.errors import UnknownComponentError
from simulation.evidence.facts.battery import FACTS, find_facts
from simulation.evidence.facts.fact import Fact
from simulation.evidence.facts.facts_told import counts
from simulation.evidence.facts.families import FAMILIES
from simulation.protocols.conference.conference import Conference
from simulation.version import version
from tests.facts.drawn_facts import drawn, run_facts

BASE = FAMILIES[:1]
QUICK = ("F1", "F4", "F9", "F15", "F19")
"""Facts that are measured at a desk; that the others are complete, cheaper tests ask of each."""
by_key = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.key)


def test_there_are_twenty_facts_in_order() -> None:
    assert [fact.number for fact in FACTS] == list(range(1, 21))


@by_key
def test_a_fact_says_whence_it_comes_and_what_could_fool_it(fact: Fact) -> None:
    assert all((fact.name, fact.source, fact.direction, fact.trap))
    assert any(claim.role == "primary" for claim in fact.claims)
    assert all(claim.margin >= 0 for claim in fact.claims)
    words = [claim.words for claim in fact.claims]
    assert len(set(words)) == len(words)


@by_key
def test_what_a_fact_says_of_parameters_is_about_parameters_that_there_are(fact: Fact) -> None:
    conference = Conference()
    for path in re.findall(r"`([a-z_.]+)`", fact.mechanism + fact.amended):
        mechanism, name = path.split(".")
        assert hasattr(getattr(conference, mechanism), name), path


@by_key
def test_every_variant_of_a_fact_is_another_kind_of_room(fact: Fact) -> None:
    assert len(set(fact.variants.values())) == len(fact.variants)


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(fact, marks=() if fact.key in QUICK else pytest.mark.thorough, id=fact.key)
        for fact in FACTS
    ],
)
def test_every_claim_of_a_fact_can_be_measured(fact: Fact) -> None:
    (found,) = run_facts([fact.key], seed=1, replications=2, families=BASE)
    assert found.replications == 2 * fact.times
    assert len(found.claims) == len(fact.claims)
    assert any(np.isfinite(claim.estimate.value) for claim in found.claims)
    json.dumps(found.as_data(), allow_nan=False)


@pytest.mark.parametrize(
    ("key", "words", "sign"),
    [
        pytest.param("F7", "distance from the salience-weighted mean", -1, marks=pytest.mark.thorough),
        pytest.param("F10", "every clause closed", -1, marks=pytest.mark.thorough),
        ("F18", "clauses with text, obstructor less median", -1),
        pytest.param("F3", "clauses with text: ALL 5 clauses", 1, marks=pytest.mark.thorough),
        pytest.param("F20", "distance between .85 and .15", 1, marks=pytest.mark.thorough),
        ("F12", "vague text", 1),
    ],
    ids=["bargaining", "clock", "decision_rules", "linkage", "seats", "wording"],
)
def test_a_large_effect_shows_in_a_few_rooms_and_is_not_yet_a_verdict(
    key: str, words: str, sign: int
) -> None:
    (found,) = run_facts([key], seed=1, replications=8, families=BASE)
    claim = next(claim for claim in found.claims if claim.words.startswith(words))
    assert sign * claim.estimate.value > 0
    assert claim.estimate.n >= 8
    assert found.verdict in {"not shown", "in part"}


def test_the_same_seed_gives_the_same_figures_in_any_number_of_workers() -> None:
    alone = run_facts(["F19"], seed=9, replications=4, families=BASE)
    with ThreadPoolExecutor(2) as executor:
        shared = run_facts(["F19"], seed=9, replications=4, families=BASE, executor=executor)
    other = run_facts(["F19"], seed=10, replications=4, families=BASE)
    first, second, third = (
        json.dumps([result.as_data()["claims"] for result in results]) for results in (alone, shared, other)
    )
    assert first == second
    assert first != third


def test_progress_is_told_in_negotiations() -> None:
    told: list[tuple[int, int]] = []
    run_facts(["F19"], seed=1, replications=2, progress=lambda done, total: told.append((done, total)))
    # Three kinds of rooms in each of six families.
    assert told == [(done, 36) for done in range(0, 37, 2)]


def test_facts_are_found_by_key_in_any_spelling() -> None:
    assert [fact.key for fact in find_facts(["9", "f2"])] == ["F2", "F9"]
    with pytest.raises(UnknownComponentError, match="No fact is called 'F21'"):
        find_facts(["F21"])


def test_the_page_prints_verdicts_with_all_they_rest_on() -> None:
    found = run_facts(["F12", "F13"], seed=3, replications=4, families=BASE)
    page = drawn(found, seed=3, replications=4).section
    assert "| F12 | Polarised blocs end without consensus or in vague text |" in page
    assert "4 pairs of generated rooms in one family" in page
    assert (
        "seed 3, definitions abc, delegation-sim 1.2. Fewer than 400 pairs are too few for a verdict" in page
    )
    assert "*By construction*" in page
    assert counts(found) == "2 not shown"


def test_the_page_says_in_which_families_a_fact_fails_and_where_its_rooms_are_the_same() -> None:
    found = run_facts(["F13"], seed=3, replications=4)
    page = drawn(found, seed=3, replications=4, families=6).section
    assert (
        "| changed or amended | base | middle | dear | wide | large | unlike | holds in | verdict |" in page
    )
    assert "| no | no= | no | no | no | no= | 0 of 6 | **not shown** |" in page
    assert "The same rooms: positions are those of two camps |" in page
    assert page.count("expected implementation: far apart less together, vague words") == 6


def test_a_change_of_the_conference_is_told_with_the_fact_it_was_made_for() -> None:
    found = run_facts(["F11", "F12"], seed=3, replications=2, families=BASE)
    page = drawn(found, seed=3, replications=2).section
    assert "Watkinson on drafting decisions | changed | no | 0 of 1 | **not shown** |" in page
    assert "WGEC 2014 and 2018 |  | no | 0 of 1 | **not shown** |" in page
    assert page.count("*Mechanism*: how time presses (`clock.urgency`, `clock.lead`, `clock.work`)") == 1
    assert [result.as_data()["mechanism"] != "" for result in found] == [True, False]


def test_a_fact_that_was_amended_says_so_in_its_row_and_what_was_changed_in_its_section() -> None:
    page = drawn(run_facts(["F7"], seed=3, replications=2, families=BASE), seed=3, replications=2).section
    assert "Franchino & Mariotto 2021 | amended | " in page
    assert page.count("*Amended*: until 0.9.0 it was played with the status quo in the middle too") == 1


def test_four_hundred_pairs_are_enough() -> None:
    assert "rehearsal" not in drawn((), seed=1, replications=400, version=version(), families=6).basis
