"""What options are worth, by hand: specification, section 2."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.engine.batch import prepare
from simulation.preferences.values import bent, eased, reach_of, reached, ready_for, unbent
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


def stands(
    table: float, *, left: float, row: Data, red: tuple[float, float] = (-1.0, 2.0), salience: float = 1.0
) -> float:
    """Return where a delegation at .25 stands towards a text under a status quo at .5, `left` above what it asks."""
    room = prepare(case([delegation("d0", 0.25) | row], issues=[issue(choices=CHOICES)])).open(1, [0])
    one = np.ones((1, 1, 1))
    reach = reach_of(
        room.tableau,
        room.setting.ladder,
        room.setting.refuses,
        ideal=0.25 * one,
        salience=salience * one,
        left=left * one,
    )
    lines = {"red_low": red[0] * one, "red_high": red[1] * one}
    return float(reached(room.tableau, np.array([[table]]), ideal=0.25 * one, reach=reach, **lines)[0, 0, 0])


@pytest.mark.parametrize(
    ("table", "left", "salience", "place"),
    [
        (1.0, -0.25, 1.0, 0.25),  # it asks for its best
        (1.0, -0.1, 1.0, 0.4),  # .25 from the status quo: a text .15 away is worth the .1 that it asks
        (1.0, -0.1, 0.5, 0.3),  # half as dear: .1 asked is .2 of the axis
        (0.0, -0.1, 1.0, 0.1),
        (0.3, -0.1, 1.0, 0.3),  # not beyond the text
        (1.0, 0.2, 1.0, 0.7),  # an account that is in credit
        (1.0, -0.5, 1.0, 0.25),  # and one so deep in debt that nothing here makes up for it
        (1.0, 0.0, 0.0, 1.0),  # the issue is nothing to it
        (1.0, -0.1, 0.0, 0.25),
    ],
)
def test_a_position_goes_as_far_as_a_text_is_worth_what_is_asked(
    table: float, left: float, salience: float, place: float
) -> None:
    assert_allclose(stands(table, left=left, salience=salience, row={}), place, atol=1e-12)


LISTED: Data = {"mandate": {"q0": {"position": 0.25, "acceptable": ["o0", "delete"]}}}
OBSTRUCTOR: Data = {"strategy": {"key": "obstructor"}}


@pytest.mark.parametrize(
    ("table", "left", "row", "red", "place"),
    [
        (1.0, 0.2, {}, (0.0, 0.35), 0.35),
        (
            0.0,
            0.2,
            {},
            (0.5, 0.75),
            0.25,
        ),  # whoever wishes what its line rules out does not move away from the table
        (1.0, 0.2, LISTED, (-1.0, 2.0), 0.5),  # striking the clause is the last thing listed: the status quo
        (1.0, 0.2, OBSTRUCTOR, (-1.0, 2.0), 0.5),  # any text costs it its stake of .2
        (1.0, 0.1, OBSTRUCTOR, (-1.0, 2.0), 0.25),
    ],
)
def test_no_position_goes_where_lines_lists_and_stakes_forbid(
    table: float, left: float, row: Data, red: tuple[float, float], place: float
) -> None:
    assert_allclose(stands(table, left=left, row=row, red=red), place, atol=1e-12)


UNIT = st.floats(0, 1)
PRIORITY = st.floats(0, 3)


@given(
    ready=UNIT.filter(lambda ready: ready == 0.0 or ready > 0.01),
    salience=st.floats(0.1, 4),
    priority=PRIORITY,
)
def test_the_readiness_that_opens_so_much_is_the_one_that_opened_it(
    ready: float, salience: float, priority: float
) -> None:
    one = np.ones((1, 1))
    opened = eased(ready * one, salience * one, priority)
    assert_allclose(ready_for(opened, salience * one, priority), ready, atol=1e-9)


@given(ready=UNIT, salience=st.sampled_from((0.0, 0.25, 1.0, 4.0)), priority=PRIORITY)
def test_the_readiness_found_opens_as_much_even_where_an_issue_is_nothing_to_one(
    ready: float, salience: float, priority: float
) -> None:
    one = np.ones((1, 1))
    opened = eased(ready * one, salience * one, priority)
    found = ready_for(opened, salience * one, priority)
    assert 0 <= found[0, 0] <= 1
    assert_allclose(eased(found, salience * one, priority), opened, atol=1e-9)


@given(st.floats(1.0, 2.0), st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_what_a_distance_costs_gives_the_distance_back(curve: float, distances: list[float]) -> None:
    distance = np.array(distances)
    cost = bent(distance, curve)
    assert (cost <= distance + 1e-12).all()
    assert_allclose(unbent(cost, curve), distance, atol=1e-9)


def test_with_a_curve_of_two_gains_are_of_squared_distances() -> None:
    gain = opened(protocol={"values": {"curve": 2.0}}).gain[0, 0, 0]
    vague = 0.0625 - (0.4 * 0.5625 + 0.6 * 0.0625)
    refer = 0.0625 - (0.75 * 0.0625 + 0.25 * 0.0625)
    assert_allclose(gain, [0.0625, -0.1875, -0.5, vague, 0.0, refer], atol=1e-12)


@given(st.floats(1.0, 2.0), st.floats(0.0, 1.0), st.floats(-0.2, 0.4))
def test_a_text_as_far_away_as_one_reaches_is_worth_just_what_is_asked(
    curve: float, ideal: float, left: float
) -> None:
    negotiation = prepare(case([delegation("d0", ideal)], protocol={"values": {"curve": curve}}))
    room = negotiation.open(1, [0])
    salience = room.state.salience[0]
    reach = reach_of(
        room.tableau,
        room.setting.ladder,
        room.setting.refuses,
        ideal=room.state.ideal[0],
        salience=salience,
        left=np.full_like(salience, left),
    )
    worth = salience * (np.abs(ideal - room.tableau.status_quo) ** curve - reach**curve)
    inside = (reach > 0.0) & (reach < 1.0)
    assert_allclose(worth[inside], -left, atol=1e-9)
