"""What options are worth, by hand: specification, section 2."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import prepare
from simulation.preferences.values import reached
from simulation.state.negotiation import NegotiationState
from tests.small_cases import Data, case, delegation, issue, options

CHOICES = options(0.25, 0.75, agreed_language=1.0, vague=1.0, delete=0.0, refer=0.0)
LOW, HIGH, AGREED, VAGUE, DELETE, REFER = range(6)


def opened(*, red_line: object = 1.0, protocol: Data | None = None, **fields: object) -> NegotiationState:
    """Return the opening state of one delegation at .25 under a status quo at .5."""
    row = delegation("d0", 0.25, red_line=red_line) | fields
    small = case([row], issues=[issue(choices=CHOICES)], protocol=protocol)
    return prepare(small).open(1, [0]).state


def test_gains_are_what_the_formula_says() -> None:
    gain = opened().gain[0, 0, 0]
    vague = 0.25 - (0.4 * 0.75 + 0.6 * 0.25)
    refer = 0.25 - (0.75 * 0.25 + 0.25 * 0.25)
    assert_allclose(gain, [0.25, -0.25, -0.5, vague, 0.0, refer], atol=1e-12)


def test_public_guesses_are_what_the_formula_says() -> None:
    guess = opened().guess[0, 0, 0]
    assert_allclose(guess, [1, 0, 0, 1 - 0.45 / 0.5, 0.5, 0.5], atol=1e-12)


def test_an_option_may_say_how_precise_it_is() -> None:
    choices = options(0.75)
    choices[0]["precision"] = 0.5
    small = case([delegation("d0", 0.25)], issues=[issue(choices=choices)])
    gain = prepare(small).open(1, [0]).state.gain[0, 0, 0, 0]
    assert gain == pytest.approx(0.25 - (0.5 * 0.5 + 0.5 * 0.25))


def test_the_ends_of_a_red_line_are_inside_it() -> None:
    assert opened(red_line=0.5).is_red[0, 0, 0].tolist() == [False] * 6
    assert opened(red_line=0.499).is_red[0, 0, 0, [LOW, HIGH]].tolist() == [False, True]


def test_a_vague_wording_is_red_only_as_far_as_it_binds() -> None:
    # It lies .75 away; read with precision .4 it lies .3 away.
    assert not opened(red_line=0.3).is_red[0, 0, 0, VAGUE]
    assert opened(red_line=0.29).is_red[0, 0, 0, VAGUE]


def test_agreed_language_deletion_and_referral_are_exempt_from_red_lines() -> None:
    assert opened(red_line=0.0).is_red[0, 0, 0].tolist() == [False, True, False, True, False, False]


def test_a_list_of_acceptable_options_overrides_red_lines_and_exemptions() -> None:
    row = delegation("d0", 0.25, red_line=0.0)
    row["mandate"]["q0"]["acceptable"] = ["o1", "vague"]
    state = prepare(case([row], issues=[issue(choices=CHOICES)])).open(1, [0]).state
    assert state.is_red[0, 0, 0].tolist() == [True, False, True, False, True, True]


def test_an_obstructor_that_nothing_moves_refuses_whatever_commits() -> None:
    state = opened(strategy={"key": "obstructor", "stake": None})
    assert state.is_red[0, 0, 0].tolist() == [True, True, True, True, False, False]


def test_hope_is_the_best_that_is_not_red_and_the_limit_never_above_it() -> None:
    state = opened(reservation=-0.125)
    assert (state.hope[0, 0, 0], state.limit[0, 0, 0]) == (0.25, -0.125)
    state = opened(reservation=0.5)
    assert (state.hope[0, 0, 0], state.limit[0, 0, 0]) == (0.25, 0.25)


def test_whoever_can_accept_nothing_hopes_for_no_text() -> None:
    row = delegation("d0", 0.25, strategy={"key": "obstructor", "stake": None})
    state = prepare(case([row])).open(1, [0]).state
    assert (state.hope[0, 0, 0], state.limit[0, 0, 0]) == (0.0, -0.1)


def test_the_worth_of_options_follows_the_parameters_of_the_protocol() -> None:
    values = {"vague_precision": 1.0, "refer_precision": 1.0, "guess": 1.0}
    state = opened(protocol={"values": values})
    assert_allclose(state.gain[0, 0, 0, [VAGUE, REFER]], [-0.5, 0.0], atol=1e-12)
    assert state.guess[0, 0, 0, HIGH] == 0.5


def test_gains_grow_with_salience_and_options_that_do_not_exist_are_red() -> None:
    row = delegation("d0", 0.25, 0.25, salience=(0.9, 0.3))
    small = case([row], issues=[issue(), issue("q1", choices=options(0.0, 1.0))])
    state = prepare(small).open(1, [0]).state
    assert_allclose(state.gain[0, 0, 0, 0], 0.0)
    assert_allclose(state.gain[0, 0, :, 1], [1.5 * 0.25, 0.5 * -0.5], atol=1e-12)
    assert state.is_red[0, 0, 1].tolist() == [False, True, True, True, True]
    assert np.isfinite(state.gain).all()


def test_a_position_goes_by_the_share_released_to_the_red_line_on_the_side_of_the_table() -> None:
    instructions = {
        "ideal": np.array([[0.5, 0.5]]),
        "red_low": np.array([[0.1, 0.1]]),
        "red_high": np.array([[0.7, 0.7]]),
        "flexibility": np.array([[1.0, 0.5]]),
        "ease": np.array([[0.5, 0.5]]),
        "traded": np.array([[0.0, 0.25]]),
    }
    assert_allclose(reached(np.array([1.0, 0.0]), **instructions), [[0.6, 0.3]])
    assert_allclose(reached(np.array([0.55, 0.5]), **instructions), [[0.55, 0.5]])
    beyond = instructions | {"traded": np.array([[9.0, 9.0]])}
    assert_allclose(reached(np.array([1.0, 0.0]), **beyond), [[0.7, 0.1]])


def test_whoever_wishes_what_its_red_line_rules_out_does_not_move_away_from_the_table() -> None:
    one = np.ones((1, 1))
    given = {"flexibility": one, "ease": one, "traded": 0 * one}
    assert reached(np.ones(1), ideal=0.5 * one, red_low=0 * one, red_high=0.25 * one, **given) == 0.5
