"""What is left out is not seen, and what is found is what was made so."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.evidence.ballots import earlier_votes, vote_tables
from simulation.evidence.ballots.case_ballot import ballot_on, text_of
from simulation.evidence.ballots.earlier_votes import standing_in, told_by
from simulation.evidence.ballots.folds import REGIMES, backtest_votes
from simulation.evidence.ballots.forms import held_to
from simulation.evidence.ballots.vote_tables import RollCalls
from simulation.scenario import load_scenario
from tests.ballots.conftest import (
    CALLS,
    N_STATES,
    STATES,
    Write,
    body_from,
    cast,
    chances_of,
    signatures_of,
)

OTHERWISE = {"Y": "N", "N": "A", "A": "Y", "X": "X"}


def turned(*calls: str) -> Callable[[str, int], str]:
    """Return votes that are others on some roll calls."""
    return lambda call, state: OTHERWISE[cast(call, state)] if call in calls else cast(call, state)


@pytest.mark.parametrize("regime", REGIMES)
def test_no_model_sees_the_votes_of_the_roll_call_that_is_left_out(regime: str, write: Write) -> None:
    before = chances_of(write(), regime, "R/5")
    after = chances_of(write(turned("R/5")), regime, "R/5")
    for model, chance in before.items():
        assert_array_equal(after[model], chance, err_msg=model)
        assert_allclose(chance.sum(axis=1), 1.0, atol=1e-9)


def test_a_forecast_sees_no_later_vote_and_none_of_the_same_day(write: Write) -> None:
    before = chances_of(write(), "forecast", "R/6")
    after = chances_of(write(turned("R/7")), "forecast", "R/6")
    for model, chance in before.items():
        assert_array_equal(after[model], chance, err_msg=model)
    assert not np.allclose(chances_of(write(turned("R/3")), "forecast", "R/6")["ballot"], before["ballot"])


def test_two_camps_are_told_apart_better_than_by_the_shares_of_other_votes(write: Write) -> None:
    found = chances_of(write(), "leave_one_out", "R/7")
    vote = np.array(["YANX".index(cast("R/7", state)) for state in range(N_STATES)])
    here = vote < 3
    cost = {model: -np.log(chance[here, vote[here]]).mean() for model, chance in found.items()}
    assert cost["ballot"] < cost["usual"] - 0.1


def test_a_vote_for_one_side_is_none_for_the_other(write: Write) -> None:
    body, _ = body_from(write())
    known = np.array([key == "R/4" for key in body.calls.key])
    same, other = (told_by(body, body.calls.key.index(key), known) for key in ("R/7", "R/6"))
    first, last = 1, N_STATES - 1
    assert same[last] > same[first]
    assert other[last] < other[first]


def test_neighbours_speak_for_who_did_not_vote(write: Write) -> None:
    body, _ = body_from(write(lambda call, state: "X" if state in (2, 21) else cast(call, state)))
    told = told_by(body, body.calls.key.index("R/7"), np.array([key == "R/4" for key in body.calls.key]))
    assert told[21] > 0.5 > told[2]


def test_late_votes_tell_more_of_where_a_member_stands(write: Write) -> None:
    calls = body_from(write(lambda call, state: "N" if (state == 3) == (call == "R/7") else "Y"))[0].calls
    assert (
        standing_in(calls)[3] > 0
    )  # five years of yes against one late no, but all others said the contrary
    late = body_from(write(lambda call, state: "N" if state == 3 and call in ("R/6", "R/7") else "Y"))[
        0
    ].calls
    early = body_from(write(lambda call, state: "N" if state == 3 and call in ("R/1", "R/2") else "Y"))[
        0
    ].calls
    assert standing_in(late)[3] < standing_in(early)[3] < 0


def test_where_a_member_stands_is_a_mean_in_which_a_vote_counts_a_third_for_each_memory_that_passed(
    write: Write,
) -> None:
    calls = body_from(write(lambda call, state: "N" if state == 3 and call == "R/1" else "Y"))[0].calls
    days = [date.fromisoformat(day) for day in calls.date]
    weight = np.exp(np.array([(day - days[-1]).days for day in days]) / (0.5 * 365.25))
    apart = -2.0 * (1 - 1 / N_STATES) * weight[0] / weight.sum()
    assert standing_in(calls, 0.5)[3] == pytest.approx(apart, rel=0.01)


def test_votes_of_thirty_years_before_move_no_ballot_on_a_case_beside_one_of_today() -> None:
    def ballot(*years: int) -> FloatArray:
        found = RollCalls(
            members=("ALT", "TAM"),
            key=tuple(map(str, years)),
            date=tuple(f"{year}-12-05" for year in years),
            title=("A text",) * len(years),
            vote=np.array([[0, 2] if year < 2019 else [2, 0] for year in years]),
            sponsor=((),) * len(years),
        )
        return ballot_on(case, text, seed=1, replications=20, noise=0.5, votes=found).vote

    case = load_scenario("first_hour")
    text = text_of(case, "draft")
    late = ballot(2019)
    assert_allclose(ballot(1987, 1988, 1989, 2019), late, atol=5e-4)
    assert not np.allclose(ballot(2017), late, atol=0.1)


def test_votes_in_which_the_whole_room_stood_together_move_no_ballot_on_a_case() -> None:
    case = load_scenario("first_hour")
    found = RollCalls(
        members=("ALT", "TAM", "of another room"),
        key=("1",),
        date=("2019-12-05",),
        title=("A text",),
        vote=np.array([[0, 0, 2]]),
        sponsor=((),),
    )
    alike, without = (
        ballot_on(case, text_of(case, "draft"), seed=1, replications=20, votes=votes).vote
        for votes in (found, None)
    )
    assert_allclose(alike, without)


def test_without_positions_only_records_and_copies_are_tested(write: Write) -> None:
    calls = vote_tables.read_roll_calls(write()["votes"])
    found = backtest_votes(calls, None, None, seed=1, regimes=("forecast",))
    assert set(found.regimes[0].chance) == {
        "ballot",
        "ballot_set_memory",
        "ballot_record",
        "ballot_no_line",
        "copy_last",
        "copy_nearest",
        "usual",
    }
    assert [calls.key[place] for place in found.regimes[0].asked] == ["R/5", "R/6", "R/7"]
    assert len(calls.key) == len(CALLS)


def test_no_model_sees_the_signatures_of_the_region_that_is_left_out(write: Write) -> None:
    before = signatures_of(write())
    region = np.array([name == "citel" for name in before.region])
    members = before.signatures.members
    left_out = {STATES.index(member) for member, here in zip(members, region, strict=True) if here}
    after = signatures_of(write(signed=lambda k: int(k > 9) ^ int(k in left_out)))
    for model, chance in before.chance.items():
        assert_array_equal(after.chance[model][region], chance[region], err_msg=model)
    assert not np.allclose(
        after.chance["ballot"][~region], before.chance["ballot"][~region]
    )  # others see them
    assert "SAF" not in members  # who did not attend is neither learned from nor scored


def test_a_window_of_positions_is_used_only_once_it_is_over(write: Write) -> None:
    path = write()["positions"]
    rows = path.read_text("utf-8").splitlines()
    late = [f"{row.rpartition(',')[0]},9.0" if row.startswith("SAD,2003") else row for row in rows]
    path.write_text("\n".join(late) + "\n", encoding="utf-8")
    positions = vote_tables.read_positions(path, (earlier_votes.D1,))
    assert positions.at(earlier_votes.D1, "2003-12-31", ["SAD"])[0] < 3
    assert positions.at(earlier_votes.D1, "2004-01-01", ["SAD"])[0] == 9
    assert positions.at(earlier_votes.D1, "1990-01-01", ["SAD"])[0] < 3
    assert np.isnan(positions.at(earlier_votes.D1, "2004-01-01", ["nowhere"])[0])


def test_a_group_draws_its_members_half_way_to_their_mean() -> None:
    line = np.array([[1.0], [1.0], [0.0]])
    assert_allclose(held_to(line, np.array([[0.0], [1.0], [5.0]])), [[0.25], [0.75], [5.0]])


def test_of_a_month_and_a_day_in_it_neither_is_known_before_the_other(write: Write) -> None:
    paths = write()
    paths["votes"].write_text(
        paths["votes"].read_text(encoding="utf-8").replace("2004-12-01", "2004-12"), encoding="utf-8"
    )
    body, _ = body_from(paths)
    month, day, later = (body.calls.key.index(key) for key in ("R/4", "R/5", "R/6"))
    assert not body.earlier[day, month]
    assert not body.earlier[month, day]
    assert body.earlier[later, month]


def test_a_state_without_income_is_taken_for_one_of_which_it_is_not_known(write: Write) -> None:
    def chances(income: str) -> np.ndarray:
        paths = write()
        head, *rows = paths["countries"].read_text(encoding="utf-8").splitlines()
        of = [income, *(str(1000 + 10 * number) for number in range(1, len(rows)))]
        lines = [
            f"{head},gdp_pc_const_usd_2012",
            *(f"{row},{gdp}" for row, gdp in zip(rows, of, strict=True)),
        ]
        paths["countries"].write_text("\n".join(lines), encoding="utf-8")
        return signatures_of(paths).chance["logistic_country"]

    assert_array_equal(chances("0"), chances(""))


def test_where_everybody_voted_alike_everybody_is_expected_to_and_no_further(write: Write) -> None:
    body, _ = body_from(write(lambda call, state: "N" if call == "R/3" else cast(call, state)))
    known = np.array([key == "R/3" for key in body.calls.key])
    told = told_by(body, body.calls.key.index("R/7"), known)
    assert_allclose(told, told[0])
    assert -1 < told[0] < -0.7


def test_how_far_all_went_along_with_one_side_says_nothing_of_a_text_of_the_other(write: Write) -> None:
    def told(vote: str) -> FloatArray:
        body, _ = body_from(write(lambda call, state: vote if call == "R/4" else cast(call, state)))
        known = np.array([key == "R/4" for key in body.calls.key])
        return told_by(body, body.calls.key.index("R/6"), known)

    assert_allclose(told("Y"), told("N"))


def test_votes_are_held_against_what_is_no_form_of_ours_and_every_vote_is_in_one_bin(write: Write) -> None:
    paths = write()
    calls = vote_tables.read_roll_calls(paths["votes"])
    found = backtest_votes(calls, None, None, seed=1, regimes=("leave_one_out",))
    accuracy, log = found.contests
    assert (accuracy.key, log.key) == ("votes.leave_one_out.accuracy", "votes.leave_one_out.log")
    assert set(log.simple) == {"copy_last", "copy_nearest", "usual"}
    score = {one.model: one for one in found.regimes[0].scores}
    assert log.beyond["usual"] == score["usual"].ours_log
    assert found.reliability is not None
    assert found.reliability.n == int((calls.vote >= 0).sum())
    yes = sum(one.happened.n * one.happened.value for one in found.reliability.bins)
    assert round(yes) == int((calls.vote == 0).sum())
