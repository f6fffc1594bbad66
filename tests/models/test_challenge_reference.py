"""The challenge model gives the numbers of the published table and of both public programs that rebuild it.

Sources: "published" and "patched" from J. McKib's bdm-scholz-expected-utility-model (commit 55f63e9), "masad" from D.
Masad's BDM_DecisionModel_Replication (commit aa3899a), both run on the case in `ec_cars.py`.
"""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.models.challenge import challenge_round
from simulation.models.challenge_rules import PRESETS
from simulation.models.challenge_run import AGREED, CYCLE, ChallengeRun, play_challenge
from simulation.models.means import weighted_mean
from tests.models.chances import seen
from tests.models.ec_cars import BE, CAPABILITY, DE, FR, IE, LU, MEMBERS, NL, POSITION, SALIENCE

CASE = (POSITION, CAPABILITY, SALIENCE)
DIGITS = 0.5e-6
"""The sources print six decimals."""


def played(preset: str, rounds: int = 10) -> ChallengeRun:
    return play_challenge(*CASE, PRESETS[preset], max_rounds=rounds)


def test_risk_exponents_of_the_first_round_are_those_of_the_published_program() -> None:
    found = seen(*CASE, PRESETS["scholz-published"])
    expected = [1.405653, 0.754196, 0.508864, 1.405653, 1.046524, 1.046524, 1.964898, 0.5, 2.0, 1.112125]
    assert_allclose(found.risk, expected, atol=DIGITS)


def test_chances_of_the_first_round_are_those_of_the_published_program() -> None:
    chance = seen(*CASE, PRESETS["scholz-published"]).chance
    found = [chance[BE, NL], chance[BE, FR], chance[NL, BE], chance[NL, FR], chance[FR, BE], chance[FR, NL]]
    assert_allclose(found, [0.00898, 0.00731, 0.00315, 0.00875, 0.00458, 0.01186], atol=0.5e-5)


def test_three_move_in_the_first_round_and_their_offers_are_those_of_the_published_program() -> None:
    found = seen(*CASE, PRESETS["scholz-published"])
    moved = challenge_round(*CASE, PRESETS["scholz-published"])
    assert {MEMBERS[place] for place in np.flatnonzero(moved != POSITION)} == {"BE", "LU", "IE"}
    # Belgium meets France half-way, Luxembourg gives way to Belgium and Ireland to Luxembourg.
    assert_allclose(moved[[BE, LU, IE]], [8.415932315, POSITION[BE], POSITION[LU]], atol=0.5e-9)
    pairs = [BE, LU, IE], [FR, BE, LU]
    assert_allclose(found.own[pairs], [-0.114830503, 0.245509222, 0.538237766], atol=0.6e-9)
    assert_allclose(found.incoming[pairs], [0.243296595, 0.542246100, 0.682477825], atol=0.6e-9)


def test_ten_rounds_give_the_medians_and_means_of_the_published_program() -> None:
    run = played("scholz-published")
    median = [7, 8.415932, 9.610859, 9.961980, 9.961980, 9.961980, 7.472046, 8.824594, 9.671130, 9.671130, 7]
    mean = [
        *(7.389956, 7.461314, 7.552501, 7.590145, 7.358131, 7.349174),
        *(7.414878, 7.510457, 7.572447, 7.324989, 7.242131),
    ]
    assert_allclose(run.median, median, atol=DIGITS)
    assert_allclose(run.mean, mean, atol=DIGITS)
    belgium = [8.415932, 9.610859, 9.961980, 4.800881, 5.524238, 7.472046]
    assert_allclose(run.path[1:7, BE], belgium, atol=DIGITS)


def test_ten_rounds_give_the_published_table_cut_to_one_decimal_except_where_the_source_says() -> None:
    # Scholz, Calbert and Smith (2011), rounds 1 to 8: one median and two means are a tenth or three off there.
    run = played("scholz-published", 8)
    median = np.array([8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6])
    mean = np.array([7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6])
    cut = np.floor(np.stack([run.median[1:], run.mean[1:]]) * 10 + 1e-9) / 10
    assert np.flatnonzero(np.abs(cut[0] - median) > 1e-6).tolist() == [1]
    assert np.flatnonzero(np.abs(cut[1] - mean) > 1e-6).tolist() == [2, 7]
    assert_allclose(cut[1], mean, atol=0.1 + 1e-9)


def test_with_both_slips_mended_belgium_goes_another_way_from_round_four_on() -> None:
    run = played("scholz-fixed")
    assert_allclose(run.path[1:4], played("scholz-published").path[1:4], atol=1e-12)
    belgium = [10, 10, 5.373, 6.385, 8.179, 9.300, 9.876]
    assert_allclose(run.path[4:, BE], belgium, atol=0.5e-3)
    assert_allclose(run.median[4:], [10, 10, 10, 10, 8.179, 9.3, 9.876], atol=0.5e-3)


def test_with_both_slips_mended_the_positions_go_round_in_a_circle_of_eight() -> None:
    run = played("scholz-fixed", 60)
    assert run.ending == CYCLE
    assert run.cycle == 8
    assert run.rounds == len(run.path) - 1
    assert_allclose(run.path[-1], run.path[-9], atol=1e-8)


def test_a_capitulation_changes_nothing_in_the_published_table() -> None:
    with_it = replace(PRESETS["scholz-published"], capitulation=True)
    assert_allclose(play_challenge(*CASE, with_it).path, played("scholz-published").path, atol=1e-12)


def test_the_printed_formula_collapses_on_the_weighted_median_within_three_rounds() -> None:
    run = played("scholz-printed")
    assert_allclose(run.path[1], [7, 10, 7, 7, 7, 7, 10, 4, 4.915, 7], atol=0.5e-3)
    assert_allclose(run.path[2], [7, 7, 10, 7, 7, 7, 7, 7, 7, 7], atol=1e-12)
    assert_allclose(run.path[3], 7.0, atol=1e-12)
    assert run.rounds == 3
    assert run.ending == AGREED


def test_the_reading_of_masad_lets_luxembourg_flip_for_ever() -> None:
    run = played("masad")
    risk = [1.1272, 0.7809, 0.5, 1.1272, 1.0779, 1.0779, 2, 0.5248, 1.4717, 1.1405]
    assert_allclose(seen(*CASE, PRESETS["masad"]).risk, risk, atol=0.5e-4)
    moved = POSITION.copy()
    moved[[LU, IE]] = 10, 7.188
    assert_allclose(run.path[1], moved, atol=0.5e-3)
    assert run.path[1:, LU].tolist() == [10, 4] * 5
    assert_allclose(run.mean[[2, 5]], [7.3909, 7.4431], atol=0.5e-4)


@pytest.mark.parametrize("preset", ["scholz-published", "scholz-fixed", "masad"])
def test_the_members_who_stand_at_the_ends_with_much_at_stake_do_not_move(preset: str) -> None:
    assert_allclose(played(preset).path[:, [NL, DE, FR]], POSITION[[NL, DE, FR]] + np.zeros((11, 1)))


def test_after_positions_have_come_back_they_go_on_in_their_circle() -> None:
    both = np.stack([POSITION, np.full_like(POSITION, 7.0)])
    run = play_challenge(both, CAPABILITY, SALIENCE, PRESETS["scholz-fixed"], max_rounds=60)
    assert run.cycle.tolist() == [8, 0]
    position, means = np.array(POSITION, dtype=float), []
    for _ in range(int(run.rounds[0]) + 17):
        means.append(float(weighted_mean(position, CAPABILITY, SALIENCE)))
        position = challenge_round(position, CAPABILITY, SALIENCE, PRESETS["scholz-fixed"], span=6.0)
    found = np.array([run.mean_after(rounds) for rounds in range(len(means))])
    assert_allclose(found[:, 0], means, atol=1e-6)
    assert_allclose(found[:, 1], 7.0)


def test_who_stands_still_stays_and_what_was_not_played_is_not_told() -> None:
    assert played("scholz-printed").mean_after(9) == pytest.approx(7.0)
    with pytest.raises(ValueError, match="12 rounds were not played"):
        played("scholz-published", 3).mean_after(12)
