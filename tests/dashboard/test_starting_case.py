"""The case that a teacher starts from: in the teacher's words, ready to be played, and it ends mixed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.editor.checking import check
from dashboard.editor.starting_case import HOLDS, MOST_POINTS, SEATS, About, Holds, left_as_it_came, starter
from dashboard.frame.language import words_in
from simulation.engine import simulate_batch
from simulation.words import LANGUAGES
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

FISH = About(
    title="Fishing in the bay",
    low="no fishing",
    high="free fishing",
    points=("Catch", "Inspectors", "First year"),
    seats=("Aland", "Borland", "Cirland", "Dorland", "Eland"),
)


def phrases(language: str = "en") -> dict[str, str]:
    return dict(words_in(language).part("editor.template."))


def closed_share(about: About, seed: int) -> float:
    scenario = check(starter(about, phrases())).scenario
    assert scenario is not None
    return float((simulate_batch(scenario, seed=seed, replications=range(40)).closed_at >= 0).mean())


@pytest.mark.parametrize("points", range(1, MOST_POINTS + 1))
@pytest.mark.parametrize("seats", at_a_desk([SEATS[0], 8, SEATS[1]], [*range(SEATS[0], 11), 20, SEATS[1]]))
def test_of_every_size_some_clauses_close_and_some_do_not(points: int, seats: int) -> None:
    assert 0.2 <= closed_share(About(n_points=points, n_seats=seats), seed=seats) <= 0.8


@pytest.mark.parametrize("points", at_a_desk([1, 3], [1, 2, 3, 5]))
@pytest.mark.parametrize("seats", at_a_desk([3, 8], [3, 5, 8]))
@pytest.mark.parametrize("holds", HOLDS)
def test_it_ends_mixed_whatever_holds_today(holds: Holds, points: int, seats: int) -> None:
    about = About(n_points=points, n_seats=seats, holds=holds)
    assert 0.15 <= closed_share(about, seed=seats) <= 0.8
    (issue, *_) = starter(about, phrases())["issues"]
    labels = {option["key"]: option["label"] for option in issue["options"]}
    assert labels[issue["status_quo"]] == phrases()[holds]


@pytest.mark.parametrize("seed", at_a_desk(range(3), range(12)))
def test_a_case_of_five_ends_mixed_whatever_the_seed(seed: int) -> None:
    assert 0.2 <= closed_share(FISH, seed) <= 0.8


def test_most_runs_of_a_case_of_five_close_something_and_leave_something_open() -> None:
    scenario = check(starter(FISH, phrases())).scenario
    assert scenario is not None
    closed = simulate_batch(scenario, seed=1, replications=range(40)).closed_at >= 0
    assert np.mean(closed.any(axis=1) & ~closed.all(axis=1)) >= 0.75


def test_it_speaks_the_words_of_whoever_makes_it() -> None:
    data = starter(FISH, phrases())
    assert [issue["name"] for issue in data["issues"]] == ["Catch", "Inspectors", "First year"]
    assert {(issue["low"], issue["high"]) for issue in data["issues"]} == {("no fishing", "free fishing")}
    assert [seat["name"] for seat in data["delegations"]] == [*FISH.seats]
    assert data["document"]["sections"][0]["clauses"][0]["wordings"]["first"] == "Catch: no fishing;"
    assert data["key"] == "Fishing_in_the_bay"
    assert left_as_it_came(data, [phrases(code) for code in LANGUAGES]) == ["labels", "words"]


def test_more_names_than_were_asked_for_count() -> None:
    data = starter(About(points=("A", "B", "C"), seats=tuple("FGHIJK"), n_points=2, n_seats=4), phrases())
    assert [issue["name"] for issue in data["issues"]] == ["A", "B", "C"]
    assert [seat["name"] for seat in data["delegations"]] == [*"FGHIJK"]
    more = starter(About(points=("A",), seats=("F",), n_points=2, n_seats=4), phrases())
    assert [len(more[part]) for part in ("issues", "delegations")] == [2, 4]


def test_the_first_clause_begins_near_what_all_can_sign_and_the_others_at_an_end() -> None:
    assert [issue["draft"] for issue in starter(FISH, phrases())["issues"]] == ["middle", "last", "last"]


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_what_nobody_wrote_is_told_in_any_language(code: str) -> None:
    data = starter(About(), phrases(code), code)
    everything = ["title", "issue", "poles", "labels", "words", "seat"]
    assert left_as_it_came(data, [phrases(one) for one in LANGUAGES]) == everything


@given(
    st.builds(
        About,
        title=st.text(max_size=200),
        low=st.text(max_size=200),
        points=st.lists(st.text(min_size=1, max_size=200), max_size=MOST_POINTS).map(tuple),
        seats=st.lists(st.text(min_size=1, max_size=200), max_size=12).map(tuple),
    )
)
def test_any_words_make_a_case_that_can_be_checked_and_no_two_parts_of_it_have_one_key(about: About) -> None:
    data = starter(about, phrases())
    check(data)
    for part in ("issues", "delegations"):
        keys = [one["key"] for one in data[part]]
        assert len(set(keys)) == len(keys) == about.counts[part == "delegations"]
