"""The published models give their published numbers when a case is played under them, session by session.

The case: years until emission standards for medium-sized cars, ten states of the European Community [Scholz2011]_; the
scale of 4 to 10 years is 0 to 1 here.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.engine.batch import negotiate
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.small_cases import Data, case, delegation, issue

STATES = ("NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR")
CAPABILITY = (0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08)
YEARS = (4, 7, 4, 4, 10, 10, 10, 7, 4, 7)
SALIENCE = (0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7)


def cars(protocol: Data, *, sessions: int = 10) -> Scenario:
    states = [
        delegation(key, (years - 4) / 6, salience=[salience], capability=capability)
        for key, years, salience, capability in zip(STATES, YEARS, SALIENCE, CAPABILITY, strict=True)
    ]
    choices = [
        {"key": f"y{years}", "label": f"{years} years", "position": (years - 4) / 6} for years in range(4, 11)
    ]
    return case(states, issues=[issue(choices=choices)], protocol=protocol, sessions=sessions)


def years(positions: FloatArray) -> FloatArray:
    return 4 + 6 * positions


def means(of: Scenario) -> FloatArray:
    """Return the mean by capability and salience after each session, in years."""
    influence = np.array(CAPABILITY) * np.array(SALIENCE)
    ideal = negotiate(of, seed=1).ideal[:, :, 0]
    return years(ideal @ influence / influence.sum())


def test_the_weighted_mean_is_7_39_years_and_the_text_says_7() -> None:
    record = negotiate(cars({"key": "compromise"}), seed=1)
    assert_allclose(years(record.ideal[-1, :, 0]), 7.389955686853767, rtol=1e-12)
    assert record.outcome.option.tolist() == [3]


def test_the_weighted_median_is_7_years() -> None:
    assert_allclose(years(negotiate(cars({"key": "median"}), seed=1).ideal[-1, :, 0]), 7.0)


def test_nash_bargaining_by_heads_is_7_years() -> None:
    record = negotiate(cars({"key": "nash_bargaining", "symmetric": True}), seed=1)
    assert_allclose(years(record.ideal[-1, :, 0]), 7.0, atol=1e-9)


def test_the_challenge_model_as_published_gives_the_published_means() -> None:
    played = means(cars({"key": "challenge", "preset": "scholz-published"}))
    expected = [
        7.461314,
        7.552501,
        7.590145,
        7.358131,
        7.349174,
        7.414878,
        7.510457,
        7.572447,
        7.324989,
        7.242131,
    ]
    assert_allclose(played, expected, atol=1e-6)


def test_the_printed_formula_collapses_on_the_weighted_median() -> None:
    record = negotiate(cars({"key": "challenge", "preset": "scholz-printed"}), seed=1)
    assert_allclose(years(record.ideal[-1, :, 0]), 7.0, atol=1e-9)
    assert_allclose(years(record.ideal[0, :, 0]), [7, 10, 7, 7, 7, 7, 10, 4, 4.915, 7], atol=5e-4)


def test_a_switch_set_by_itself_makes_one_preset_of_another() -> None:
    printed = means(cars({"key": "challenge", "preset": "scholz-printed"}))
    switched = means(cars({"key": "challenge", "preset": "scholz-fixed", "denominator": "pairwise"}))
    assert_allclose(switched, printed, atol=0)


def test_the_spatial_model_ends_where_its_program_does_after_14_turns() -> None:
    """Saliences are shares of attention: on one issue, as given. KTAB's own run, positions 0 to 100."""
    record = negotiate(cars({"key": "spatial_model", "rounds": 14}, sessions=14), seed=1)
    expected = [32.77, 32.95, 33.14, 0, 33.34, 32.52, 96.40, 32.57, 36.08, 33.14]
    assert_allclose(100 * record.ideal[-1, :, 0], expected, atol=5e-3)


@pytest.mark.parametrize("sessions", [1, 3, 4, 7, 8, 10, 30])
def test_as_many_rounds_are_played_however_few_sessions_there_are(sessions: int) -> None:
    whole = means(cars({"key": "challenge", "rounds": 10}, sessions=10))
    fewer = means(cars({"key": "challenge", "rounds": 10}, sessions=sessions))
    assert_allclose(fewer[-1], whole[-1], atol=0)


def test_a_deadline_that_moves_adds_no_round_to_a_model() -> None:
    later = [{"kind": "deadline", "session": 2, "sessions": 9, "note": "later"}]
    moved = cars({"key": "challenge", "rounds": 5}, sessions=5).model_copy(
        update={"events": case(SEATS, events=later).events}
    )
    assert len(negotiate(moved, seed=1).ideal) == 5


SILENT = [delegation(f"s{row}") for row in range(4)]
"""They sit and decide, and have no instructions."""
SEATS = [delegation("d0", 0.0, red_line=1.0), delegation("d1", 0.2, red_line=1.0)]


@pytest.mark.parametrize(
    "protocol",
    [
        {"key": "compromise", "counting": "heads"},
        {"key": "compromise", "counting": "capability"},
        {"key": "median"},
        {"key": "nash_bargaining", "symmetric": True},
        {"key": "kalai_smorodinsky"},
        {"key": "challenge"},
        {"key": "challenge", "preset": "scholz-printed"},
        {"key": "hegselmann_krause"},
        {"key": "hegselmann_krause", "reach": 1.0, "stubbornness": 0.5},
        {"key": "deffuant", "reach": 1.0},
        {"key": "landscape"},
    ],
    ids=str,
)
def test_who_has_no_instructions_has_no_voice(protocol: Data) -> None:
    far = [issue(status_quo=1.0)]
    alone = negotiate(case(SEATS, issues=far, protocol=protocol), seed=1)
    among = negotiate(case([*SEATS, *SILENT], issues=far, protocol=protocol), seed=1)
    assert among.outcome.option.tolist() == alone.outcome.option.tolist()
    if protocol["key"] != "deffuant":  # other delegations, other meetings
        assert_allclose(among.ideal[-1, :2], alone.ideal[-1], atol=1e-9)


def test_pairs_that_have_not_met_yet_are_not_at_rest() -> None:
    seats = [delegation(f"d{row}", place) for row, place in enumerate((0.0, 0.2, 1.0))]
    talks = case(seats, protocol={"key": "deffuant", "reach": 0.25, "rounds": 50})
    for seed in range(40):
        first, second, _ = negotiate(talks, seed=seed).ideal[-1, :, 0]
        assert abs(first - second) < 1e-6


def test_hegselmann_and_krause_ends_where_the_literature_ends() -> None:
    places = (0, 0.1, 0.2, 0.45, 0.6, 0.9, 1)  # a published run, eps .25
    small = case(
        [delegation(f"d{row}", place) for row, place in enumerate(places)],
        protocol={"key": "hegselmann_krause", "reach": 0.25, "rounds": 5},
    )
    ideal = negotiate(small, seed=1).ideal[:, :, 0]
    assert_allclose(ideal[0], [0.1, 0.1, 0.1875, 0.416667, 0.525, 0.95, 0.95], atol=1e-6)
    assert_allclose(ideal[-1], [0.262351] * 5 + [0.95] * 2, atol=1e-6)


def test_offers_that_nobody_has_to_accept_end_without_a_text() -> None:
    apart = [delegation("d0", 0.0, red_line=0.25), delegation("d1", 1.0, red_line=0.25)]
    record = negotiate(case(apart, protocol={"key": "alternating_offers"}), seed=1)
    assert record.outcome.outcome_class == "no_outcome"
    assert record.outcome.option.tolist() == [-1]


def test_a_single_text_leaves_a_draft_that_all_want_to_leave() -> None:
    seats = [delegation(f"d{row}", place) for row, place in enumerate((0.25, 0.5, 0.5))]
    played = {
        start: negotiate(case(seats, protocol={"key": "single_text", "start": start}), seed=1)
        for start in ("draft", "status_quo")
    }
    assert played["draft"].outcome.option.tolist() == [2]  # from the last rung to the middle
    assert played["status_quo"].outcome.option.tolist() == [2]


@pytest.mark.parametrize("start", ["draft", "status_quo"])
def test_a_single_text_beyond_a_red_line_is_not_taken_by_consensus(start: str) -> None:
    apart = [delegation("d0", 0.0, red_line=0.25), delegation("d1", 1.0, red_line=0.25)]
    record = negotiate(case(apart, protocol={"key": "single_text", "start": start}), seed=1)
    assert record.outcome.outcome_class == "no_outcome"


def test_wtpf13_ends_in_a_single_text_that_its_sponsors_can_sign() -> None:
    record = negotiate(load_scenario("wtpf13", overrides={"protocol": "{key: single_text}"}), seed=1)
    assert (record.outcome.option >= 0).all()


def test_of_two_camps_the_heavier_has_its_way() -> None:
    seats = [delegation(f"d{row}", place) for row, place in enumerate((0.0, 0.0, 0.25, 1.0, 1.0))]
    record = negotiate(case(seats, protocol={"key": "landscape"}), seed=1)
    assert_allclose(record.ideal[-1, :, 0], 0.25 / 3)


def test_two_that_care_for_different_issues_give_each_other_theirs() -> None:
    """By hand: each gives what it cares less for, whole; both outcomes shift by a quarter, worth as much to both."""
    seats = [
        delegation("A", 0.0, 1.0, salience=(0.75, 0.25)),
        delegation("B", 1.0, 0.0, salience=(0.25, 0.75)),
    ]
    record = negotiate(case(seats, issues=[issue("q0"), issue("q1")], protocol={"key": "exchange"}), seed=1)
    first, second = record.ideal[-1]
    assert_allclose(first, [0.0, 0.0], atol=1e-12)  # A gives q whole, B gives p whole
    assert_allclose(second, [0.0, 0.0], atol=1e-12)
