"""What holds for the challenge model whatever the positions, and whichever reading of it is meant."""

from dataclasses import fields, replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.errors import DelegationSimError
from simulation.models import challenge, challenge_rules
from simulation.models.challenge import challenge_round
from simulation.models.challenge_rules import PRESETS, ChallengeRules
from simulation.models.challenge_run import AGREED, play_challenge
from tests.models.chances import seen
from tests.models.plain_challenge import PlainRound

quick = settings(max_examples=40)
SHARES = st.floats(0, 1)
CHOICES = {
    field.name: st.sampled_from(get_args(field.type))
    for field in fields(ChallengeRules)
    if get_args(field.type)
}
RULES = st.builds(
    ChallengeRules,
    capitulation=st.booleans(),
    status_quo=st.sampled_from([1.0, 0.6]),
    improves=SHARES,
    **CHOICES,
)
type Case = tuple[FloatArray, FloatArray, FloatArray]


@st.composite
def rooms(draw: st.DrawFn, places: st.SearchStrategy[float] = SHARES) -> Case:
    """Draw positions, capability and salience of a few delegations; half of the rooms have places with several."""
    size = draw(st.integers(1, 9))
    line = st.lists(SHARES, min_size=size, max_size=size)
    return (
        np.array(draw(st.lists(places, min_size=size, max_size=size))),
        np.array(draw(line)),
        np.array(draw(line)),
    )


@st.composite
def rooms_apart(draw: st.DrawFn) -> Case:
    """Draw a room in which no distance equals another, so that no choice hangs on the order of delegations."""
    size, start = draw(st.integers(2, 9)), draw(st.integers(1, 10_000))
    drawn = np.modf(np.outer(np.sqrt([2.0, 3.0, 5.0]), np.arange(start, start + size) ** 2))[0]
    return drawn[0], drawn[1], drawn[2]


@quick
@given(room=rooms_apart(), rules=RULES)
def test_a_round_is_what_the_formulas_say_pair_by_pair(room: Case, rules: ChallengeRules) -> None:
    span = float(np.ptp(room[0])) * 1.25
    x, c, s = (one.tolist() for one in room)
    plain = PlainRound(x, c, s, span, rules)
    found = seen(*room, rules, span=span)
    assert_allclose(found.chance, plain.chance, atol=1e-10)
    assert_allclose(found.risk, plain.risk, atol=1e-10)
    assert_allclose(challenge_round(*room, rules, span=span), plain.moved, atol=1e-9)


@quick
@given(room=rooms(), rules=RULES)
def test_nobody_leaves_the_range_of_the_positions(room: Case, rules: ChallengeRules) -> None:
    path = play_challenge(*room, rules, max_rounds=4).path
    assert np.isfinite(path).all()
    assert path.min() >= room[0].min()
    assert path.max() <= room[0].max()


@quick
@given(room=rooms(), rules=RULES)
def test_a_chance_is_a_probability_and_none_at_the_same_position(room: Case, rules: ChallengeRules) -> None:
    chance = seen(*room, rules).chance
    assert (chance >= 0).all()
    assert (chance + chance.swapaxes(0, 1) <= 1 + 1e-12).all()
    assert (chance[room[0][:, None] == room[0]] == 0).all()


@quick
@given(room=rooms(), rules=RULES)
def test_a_risk_exponent_lies_between_a_half_and_two(room: Case, rules: ChallengeRules) -> None:
    risk = seen(*room, rules).risk
    assert (risk >= 0.5 - 1e-12).all()
    assert (risk <= 2 + 1e-12).all()


@quick
@given(room=rooms_apart(), rules=RULES, data=st.data())
def test_the_order_of_delegations_does_not_matter(
    room: Case, rules: ChallengeRules, data: st.DataObject
) -> None:
    order = np.array(data.draw(st.permutations(range(len(room[0])))))
    expected = challenge_round(*room, rules)
    x, c, s = (one[order] for one in room)
    found = challenge_round(x, c, s, rules)
    assert_allclose(found, expected[order], atol=1e-12)


@quick
@given(room=rooms_apart(), rules=RULES, scale=st.floats(0.01, 1000), shift=st.floats(-1000, 1000))
def test_the_scale_and_its_origin_do_not_matter(
    room: Case, rules: ChallengeRules, scale: float, shift: float
) -> None:
    expected = challenge_round(*room, rules)
    found = challenge_round(room[0] * scale + shift, room[1] * 7, room[2], rules)
    assert_allclose(found, expected * scale + shift, atol=1e-9 * (scale + abs(shift)))


@quick
@given(place=st.floats(-1e6, 1e6), size=st.integers(1, 6), rules=RULES)
def test_identical_positions_stay(place: float, size: int, rules: ChallengeRules) -> None:
    run = play_challenge(np.full(size, place), 1.0, 0.5, rules)
    assert_array_equal(run.path, np.full((1, size), place))
    assert run.rounds == 0
    assert run.ending == AGREED


@quick
@given(room=rooms(st.sampled_from([0.0, 0.5, 1.0])), rules=RULES)
def test_those_who_stand_together_never_challenge_each_other(room: Case, rules: ChallengeRules) -> None:
    together = room[0][:, None] == room[0]
    found = seen(*room, rules)
    assert_allclose(found.own[together], 0.0, atol=1e-12)
    assert_allclose(found.incoming[together], 0.0, atol=1e-12)


@quick
@given(room=rooms(), rules=RULES)
def test_one_without_a_position_changes_nothing_for_the_others(room: Case, rules: ChallengeRules) -> None:
    x, c, s = (np.append(one, extra) for one, extra in zip(room, (np.nan, 0.7, 0.9), strict=True))
    expected, found = challenge_round(*room, rules), challenge_round(x, c, s, rules)
    assert_allclose(found[:-1], expected, atol=1e-12)
    assert np.isnan(found[-1])


@pytest.mark.parametrize("preset", PRESETS)
def test_a_batch_gives_what_each_case_gives_alone(preset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(challenge, "_CELLS", 250)  # five cases a block, the last block smaller
    grid = np.modf(np.arange(1, 85).reshape(2, 2, 3, 7) * 2**0.5)[0]
    salience = np.modf(np.arange(1, 8) * 3**0.5)[0]
    whole = play_challenge(grid, 2.0, salience, PRESETS[preset], max_rounds=5)
    for place in np.ndindex(2, 2, 3):
        alone = play_challenge(grid[place], 2.0, salience, PRESETS[preset], max_rounds=5)
        played = len(alone.path)
        assert_allclose(whole.path[(slice(played), *place)], alone.path, atol=1e-12)
        assert whole.rounds[place] == alone.rounds
        assert whole.ending[place] == alone.ending


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
def test_two_camps_of_equal_strength_are_equally_secure_and_stay(rules: ChallengeRules) -> None:
    case = ([0, 0, 100, 100], 1, 0.9)
    assert_array_equal(seen(*case, rules).risk, 1.0)
    assert_array_equal(challenge_round(*case, rules), [0, 0, 100, 100])


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
def test_who_does_not_care_at_all_gives_way_to_who_does(rules: ChallengeRules) -> None:
    moved = challenge_round([0, 100], 1, [0, 1], rules)
    assert 0 < moved[0] <= 100
    assert moved[1] == 100


@pytest.mark.parametrize("rules", PRESETS.values(), ids=PRESETS)
def test_nobody_has_a_chance_where_nobody_has_any_capability(rules: ChallengeRules) -> None:
    assert_array_equal(seen([0, 40, 100], 0, 0.5, rules).chance, np.zeros((3, 3)))


def test_nobody_moves_where_all_have_no_position() -> None:
    run = play_challenge([[np.nan, np.nan], [0.0, 0.0]], 1, 1, ChallengeRules())
    assert np.isnan(run.path[:, 0]).all()
    assert run.rounds.tolist() == [0, 0]


def test_a_range_taken_anew_each_round_is_another_model() -> None:
    position, salience = (
        [10.0, 80, 70, 100],
        [0.5, 0.6, 0.9, 0.7],
    )  # the lowest moves at once: the range shrinks
    anew = replace(ChallengeRules(), span="each_round")
    fixed_path, anew_path = (
        play_challenge(position, 1, salience, rules, max_rounds=2).path for rules in (ChallengeRules(), anew)
    )
    assert_array_equal(fixed_path[1], anew_path[1])
    alone = challenge_round(anew_path[1], 1, salience, anew)
    assert_array_equal(anew_path[2], alone)
    assert not np.allclose(fixed_path[2], anew_path[2])


def test_every_problem_of_the_switches_is_told_at_once() -> None:
    with pytest.raises(DelegationSimError) as caught:
        ChallengeRules(denominator="globl", status_quo=0, improves=2)  # type: ignore[arg-type]  # that is the point
    told = str(caught.value)
    assert "Did you mean 'global'?" in told
    assert "status_quo: 0" in told
    assert "improves: 2" in told


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (([1, 2], 1, 50), "divide numbers up to 100 by 100"),
        (([1, 2], -1, 1), "capability: every number must be finite and at least 0"),
        (([1, 2], 1, [0.1, 0.2, 0.3]), r"salience: the shape \(3,\) does not fit"),
        (([1, np.inf], 1, 1), "A position is infinite"),
        (([], 1, 1), "one delegation or more"),
    ],
)
def test_input_out_of_its_range_is_refused_in_words(case: tuple[object, object, object], told: str) -> None:
    with pytest.raises(DelegationSimError, match=told):
        challenge_round(*case, ChallengeRules())  # type: ignore[arg-type]  # wrong input is the point


def test_a_preset_is_found_by_its_name_or_the_nearest_one_is_proposed() -> None:
    assert challenge_rules.preset("masad") is PRESETS["masad"]
    with pytest.raises(DelegationSimError, match="Did you mean 'scholz-fixed'"):
        challenge_rules.preset("scholz-fix")
