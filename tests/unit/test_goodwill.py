"""Goodwill: who gives is repaid, and who holds out meets a room that asks more."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.goodwill import Goodwill, Standing
from simulation.protocols.conference.signal import CAN_LIVE_WITH, FORMAL_OBJECT
from simulation.protocols.people import People
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from tests.small_cases import Data, case, cases, delegation, issue, options, play

GIVEN = (0.2, 0.1, 0.0)
"""Shares of the way to the limit: one a full measure (.1) ahead of the clock, one with it, one as far behind."""
DUE = 0.1
"""What the clock asks of all three."""
WANTED = ((1.0, 0.5, 0.0), (0.5, 1.0, 0.5), (0.0, 0.5, 1.0))
"""How well each lives with the wordings at 0, .5 and 1, as all see it."""


def asked(
    given: tuple[float, ...] = GIVEN,
    wanted: tuple[tuple[float, ...], ...] = WANTED,
    *,
    capability: tuple[float, ...] = (1.0, 1.0, 1.0),
    salience: tuple[float, ...] = (1.0, 1.0, 1.0),
    limit: float = -1.0,
    hope: float = 2.0,
    worth: float = 1.0,
    attention: float = 0.2,
    strategy: str = "linear",
    written: tuple[bool, bool, bool] = (True, True, True),
    watched: bool = False,
) -> FloatArray:
    """Return what three delegations ask for three wordings where all would ask .5 otherwise, `[3, 3]`.

    The strategy is that of the first. If they are watched, somebody without a decision has given all it can.
    """
    rows = [delegation(f"d{k}", 0.5, capability=weight) for k, weight in enumerate(capability)]
    if watched:
        rows.append(delegation("d3", 0.5, rights={"propose": True}))
        given, wanted, salience = (*given, 1.0), (*wanted, (1.0, 0.0, 0.0)), (*salience, 1.0)
    rows[0] |= {"strategy": {"key": strategy}}
    shown = {"goodwill": {"worth": worth, "attention": attention}}
    small = case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], protocol=shown)
    room, turn, goodwill = _begun(small)
    state = room.state
    whole = (1, len(rows), 1)
    state.flexibility, state.ease = np.ones(whole), np.array(given)[None, :, None]
    turn.due, state.written = np.full(whole, DUE), np.array([[written]])
    state.salience = np.array(salience)[None, :, None]
    state.guess = np.array(wanted)[None, :, None]
    state.limit, state.hope = np.full(whole, limit), np.full(whole, hope)
    turn.aspiration = np.full(whole, 0.5)
    goodwill.apply(room, turn)
    found: FloatArray = turn.asked[0, :, 0]
    return found


def earned(
    given: list[list[float]],
    *,
    due: float = DUE,
    salience: list[list[float]] | None = None,
    called: tuple[bool, ...] = (),
    is_clean: tuple[bool, ...] = (),
    limited: tuple[bool, ...] = (),
) -> list[float]:
    """Return what delegations have earned that have gone so far on each clause, `[A, I]`."""
    a, n = len(given), len(given[0])
    rows = [delegation(f"d{k}", *[0.5] * n) for k in range(a)]
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(n)]
    room, turn, goodwill = _begun(case(rows, issues=issues, protocol={"goodwill": True}))
    room.state.flexibility, room.state.ease = np.ones((1, a, n)), np.array([given])
    turn.due, turn.limited = np.full((1, a, n), due), np.array([limited or (False,) * a])
    if salience is not None:
        room.state.salience = np.array([salience])
    room.state.called = np.array([called or (True,) * n])
    room.state.is_clean = np.array([is_clean or (False,) * n])
    goodwill.apply(room, turn)
    found: list[float] = room.state.earned[0].round(12).tolist()
    return found


def _begun(small: Scenario) -> tuple[Room, Turn, Goodwill]:
    negotiation = prepare(small)
    assert isinstance(negotiation.protocol, Conference)
    room = negotiation.open(1, [0])
    return room, negotiation.protocol.begin(room), negotiation.protocol.goodwill


def test_three_delegations_ask_what_is_worked_out_on_paper() -> None:
    # The first is owed 1 and the last -1, so their wishes come to (1, 0, -1) for the second: a mean of its two others
    # of (.5, 0, -.5). For the first there is only what the last wants, -(0, .5, 1), or (.5, 0, -.5) against the mean
    # wording; for the last only what the first wants, (1, .5, 0), or (.5, 0, -.5).
    np.testing.assert_allclose(asked(), [[0.0, 0.5, 1.0]] * 3, atol=1e-12)


def test_where_all_others_must_have_earned_it_one_of_two_counts_half() -> None:
    found = asked(attention=1.0)
    np.testing.assert_allclose(found, [[0.25, 0.5, 0.75], [0.0, 0.5, 1.0], [0.25, 0.5, 0.75]], atol=1e-12)


def test_few_are_heeded_as_far_as_they_are_a_fifth_of_the_others() -> None:
    # The first is owed .1 and nobody else anything. A fifth of the two others of each is .4, so its wishes count for
    # .1 / .4 = 1/4: (.25, .125, 0), or (.125, 0, -.125) against the mean wording.
    found = asked(given=(0.11, 0.1, 0.1))
    np.testing.assert_allclose(found, [[0.5] * 3, [0.375, 0.5, 0.625], [0.375, 0.5, 0.625]], atol=1e-12)


def test_wishes_count_by_capability_and_salience_and_move_those_most_who_care_most() -> None:
    # Weights 1, .5 x 2 and .5. Second: (1, .5, 0) of the first less half of (0, .5, 1) of the last over 1.5, which is
    # (.5, 0, -.5) against the mean wording, twice. First: -(0, .5, 1) of the last alone, so (.5, 0, -.5), once. Last:
    # (1, .5, 0) of the first alone, so (.5, 0, -.5), half.
    found = asked(salience=(1.0, 2.0, 0.5), capability=(1.0, 0.5, 1.0))
    np.testing.assert_allclose(found, [[0.0, 0.5, 1.0], [-0.5, 0.5, 1.5], [0.25, 0.5, 0.75]], atol=1e-12)


def test_a_wording_is_favoured_over_those_that_are_there() -> None:
    # The wishes of the others come to (.5, 0, -.5) for the second: .25 in the mean over the first two.
    assert asked(written=(True, True, False))[1].tolist() == [0.25, 0.75, 1.25]


def test_whoever_has_no_decision_earns_nothing_and_counts_for_nobody() -> None:
    np.testing.assert_allclose(asked(watched=True)[:3], asked(), atol=1e-12)


def test_half_the_worth_moves_half_as_far() -> None:
    np.testing.assert_allclose(asked(worth=0.5) - 0.5, (asked() - 0.5) / 2, atol=1e-12)


def test_one_that_holds_out_makes_nobody_else_look_generous() -> None:
    assert earned([[0.0], [0.1], [0.1], [0.15]]) == [-1.0, 0.0, 0.0, 0.5]


def test_who_gives_as_fast_as_its_capital_answers_does_not_hold_out_and_is_repaid_if_it_is_ahead() -> None:
    assert earned([[0.0], [0.05], [0.2]], limited=(True, False, True)) == [0.0, -0.5, 1.0]


@pytest.mark.parametrize(("strategy", "others"), [("follow_bloc", "linear"), ("reciprocal", "hold")])
def test_who_goes_by_others_does_not_hold_out_though_it_is_behind_the_clock(
    strategy: str, others: str
) -> None:
    rows = [delegation(f"d{k}", k / 5, blocs=["b0"]) for k in range(6)]
    for at, row in enumerate(rows):
        row["strategy"] = {"key": strategy if 1 <= at < 4 else others}
    issues, bloc = [issue(choices=options(0.0, 0.5, 1.0))], {"key": "b0", "name": "b0"}
    small = case(rows, issues=issues, blocs=[bloc], sessions=12, protocol={"goodwill": True})
    behind = 0
    for _, turn, room in play(small, seed=1):
        assert (room.state.earned[0, 1:4] >= 0).all()
        behind += int((room.state.ease < turn.due)[0, 1:4].sum())
    assert behind


def test_who_holds_its_line_on_easy_clauses_is_behind_though_it_gives_in_step_with_the_clock() -> None:
    rows = [delegation(f"d{k}", k / 5, k / 10) for k in range(6)]
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(2)]
    protocol = {"concede": {"pace": 1.0, "unevenness": 0.0}}
    drawn: Data = {"issues": issues, "sessions": 12, "forms": True, "protocol": protocol}
    script = [float(turn.pressure[0]) for _, turn, _ in play(case(rows, **drawn), seed=1)]
    rows[0] |= {"strategy": {"key": "scripted", "give": script}}
    earned = []
    for _, _, room in play(case(rows, **drawn), seed=1):
        np.testing.assert_array_equal(room.state.give, room.state.punctual)
        earned.append(room.state.earned[0])
    assert np.min(earned, axis=0)[0] < 0
    assert not np.array(earned)[:, 1:].any()


def test_a_trade_is_paid_for_and_earns_nothing() -> None:
    rows = [delegation(f"d{k}", 0.5) for k in range(3)]
    room, turn, goodwill = _begun(case(rows, protocol={"goodwill": True}))
    room.state.traded = np.full_like(room.state.traded, 0.5) * np.array([1.0, 0.0, 0.0])[:, None]
    goodwill.apply(room, turn)
    assert not room.state.earned.any()


def earned_in_a_seat(
    *,
    said: int,
    option: int,
    pledged: bool = False,
    heard: bool = True,
    given: float = DUE,
    red: tuple[bool, ...] = (False,) * 3,
    unmet: bool = False,
    hastened: bool = False,
) -> float:
    """Return what a seat has earned where a person said this of one wording of a clause, no word of the others.

    Or what it has not given away itself on that clause.

    Its hope is the first wording, its limit the last. Instructions would have `given` so much of the way.
    """
    rows = [delegation(f"d{k}", 0.5) for k in range(3)]
    small = case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], protocol={"goodwill": True})
    room, turn, goodwill = _begun(small)
    state, turn.due = room.state, np.full((1, 3, 1), DUE)
    state.flexibility, state.ease = np.ones((1, 3, 1)), np.full((1, 3, 1), DUE)
    state.ease[0, 0] = given
    state.gain = np.broadcast_to([1.0, 0.5, 0.0], (1, 3, 1, 3)).copy()
    state.is_red = np.broadcast_to(red, (1, 3, 1, 3)).copy()
    state.hope, state.limit = np.ones((1, 3, 1)), np.zeros((1, 3, 1))
    state.short = 1.0 - state.gain
    state.called = np.array([[True]])
    people = room.people = People.nobody(3, 1, 3)
    people.seated[0], people.hastened[0] = True, hastened
    people.said[0, 0, option], people.pledged[0, 0, option] = said, pledged
    if heard:
        people.heard(0, option)
        people.pledged[:] = False  # the trade has been kept
    goodwill.apply(room, turn)
    assert not state.earned[0, 1:].any()
    assert (state.unmet[0, 1:] == 1.0).all()
    return round(float(state.unmet[0, 0, 0] if unmet else state.earned[0, 0]), 12)


def test_in_a_seat_what_is_accepted_on_the_floor_earns_by_how_far_it_lies_from_what_one_hopes_for() -> None:
    found = [earned_in_a_seat(said=CAN_LIVE_WITH, option=option) for option in range(3)]
    assert found == [0.0, 1.0, 1.0]  # what lies less far than the clock asks takes nothing away


def test_in_a_seat_what_is_accepted_on_the_floor_is_given_away_and_the_rest_is_not_met_yet() -> None:
    assert [earned_in_a_seat(said=CAN_LIVE_WITH, option=option, unmet=True) for option in range(3)] == [
        1.0 - DUE,  # it refused nothing, so it goes as far as the clock asks
        0.5,
        0.0,
    ]
    assert earned_in_a_seat(said=FORMAL_OBJECT, option=0, unmet=True) == 1.0


@pytest.mark.parametrize("heard", [False, True])
def test_in_a_seat_a_trade_is_paid_for_and_earns_nothing_bound_or_kept(*, heard: bool) -> None:
    assert earned_in_a_seat(said=CAN_LIVE_WITH, option=2, pledged=True, heard=heard) == 0.0


def test_in_a_seat_what_is_said_of_a_wording_that_nobody_put_earns_nothing() -> None:
    assert earned_in_a_seat(said=CAN_LIVE_WITH, option=2, heard=False) == 0.0


def test_in_a_seat_what_capital_released_earns_nothing_by_itself_where_one_speaks_for_oneself() -> None:
    assert earned_in_a_seat(said=CAN_LIVE_WITH, option=0, given=1.0) == 0.0


def test_in_a_seat_that_said_nothing_the_instructions_give_as_those_of_an_agent() -> None:
    for hastened, most in ((False, 1.0), (True, 0.0)):  # what it asked capital to release earns nothing
        steps = (earned_in_a_seat(said=-1, option=2, given=g, hastened=hastened) for g in (0.0, DUE, 1.0))
        assert list(steps) == [-1.0, 0.0, most]
    assert earned_in_a_seat(said=-1, option=2, given=1.0, unmet=True) == 1.0


@pytest.mark.parametrize("heard", [False, True])
def test_in_a_seat_a_refusal_costs(*, heard: bool) -> None:
    assert earned_in_a_seat(said=FORMAL_OBJECT, option=0, heard=heard) == -1.0


@pytest.mark.parametrize("option", [1, 2])
def test_in_a_seat_a_refusal_of_what_lies_farther_than_the_clock_asks_costs_nothing(option: int) -> None:
    assert earned_in_a_seat(said=FORMAL_OBJECT, option=option) == 0.0


def test_in_a_seat_a_refusal_across_its_own_red_line_costs_nothing() -> None:
    assert earned_in_a_seat(said=FORMAL_OBJECT, option=0, red=(True, False, False)) == 0.0


@pytest.mark.parametrize(
    ("given", "asked_by_others"), [(0.0, [0.5, 1.0, 1.5]), (0.5, [0.75, 1.0, 1.25]), (1.0, [1.0] * 3)]
)
def test_to_a_person_nothing_is_owed_where_it_has_given_all_away_itself(
    given: float, asked_by_others: list[float]
) -> None:
    # All others want nothing more than another thing. The first has earned it in full and wants the first wording.
    rows = [delegation(f"d{k}", 0.5) for k in range(2)]
    room, turn, goodwill = _begun(
        case(rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], protocol={"goodwill": True})
    )
    state = room.state
    state.guess = np.array([[[WANTED[0]], [WANTED[1]]]])
    state.limit, state.hope, turn.aspiration = (
        np.full((1, 2, 1), -1.0),
        np.full((1, 2, 1), 2.0),
        np.ones((1, 2, 1)),
    )
    standing = replace(Standing.of(room), unmet=np.array([[[1.0 - given], [1.0]]]))
    found = goodwill.asked(room.tableau, standing, np.array([[1.0, 0.0]]), turn.aspiration)
    assert found[0, 1, 0].tolist() == asked_by_others


def test_giving_counts_by_what_matters_among_clauses_that_were_called_or_closed() -> None:
    given, salience = [[0.2, 0.3, 0.4], [0.2, 0.2, 0.9], [0.2, 0.2, 0.0]], [[0.5, 1.5, 1.0]] + [[1.0] * 3] * 2
    two, due = (True, True, False), 0.2
    assert earned(given, due=due, salience=salience, called=two) == [0.75, 0.0, 0.0]
    assert earned(given, due=due, called=two) == [0.5, 0.0, 0.0]
    closed = (True, False, True)
    assert earned(given, due=due, called=(False,) * 3, is_clean=closed) == [1.0, 1.0, -1.0]


@pytest.mark.parametrize("sessions", [4, 12])
def test_where_all_go_with_the_clock_nobody_has_earned_anything_however_slow_its_capital(
    sessions: int,
) -> None:
    # A red line, what matters and flexibility differ; so does the pace of each capital, by half.
    rows = [
        delegation(f"d{k}", k / 5, 1 - k / 5, salience=[1.0 + k, 1.0], flexibility=1.0 - k / 10)
        for k in range(6)
    ]
    issues = [issue(f"q{k}", choices=options(0.0, 0.5, 1.0)) for k in range(2)]
    small = case(
        rows, issues=issues, sessions=sessions, forms=True, protocol={"concede": {"unevenness": 0.5}}
    )
    for seed in range(3):
        for _, turn, room in play(small, seed=seed):
            assert not room.state.earned.any()
            np.testing.assert_array_equal(
                turn.asked, np.broadcast_to(turn.aspiration[..., None], turn.asked.shape)
            )


@pytest.mark.parametrize(("strategy", "sign"), [("conceder", 1.0), ("boulware", -1.0), ("hold", -1.0)])
def test_who_gives_early_is_ahead_of_the_clock_and_who_gives_late_or_nothing_behind_it(
    strategy: str, sign: float
) -> None:
    rows = [delegation(f"d{k}", k / 5) for k in range(6)]
    rows[0] |= {"strategy": {"key": strategy}}
    small = case(
        rows, issues=[issue(choices=options(0.0, 0.5, 1.0))], sessions=12, protocol={"goodwill": True}
    )
    found = np.array([room.state.earned[0] for _, _, room in play(small, seed=1)])
    assert (sign * found[:, 0]).max() > 0.5
    assert (sign * found[:, 0] >= 0).all()
    assert not found[:, 1:].any()


def test_before_anything_is_called_nobody_has_earned_anything() -> None:
    assert not any(earned([[0.1], [0.5], [0.9]], called=(False,)))


@pytest.mark.parametrize("strategy", ["hold", "obstructor"])
def test_who_holds_its_line_repays_nobody_and_is_repaid_or_not_like_anybody(strategy: str) -> None:
    found = asked(strategy=strategy)
    assert (found[0] == 0.5).all()
    np.testing.assert_array_equal(found[1:], asked()[1:])


def test_nobody_goes_past_its_limit_nor_asks_more_than_its_hope() -> None:
    found = asked(limit=0.4, hope=0.6)
    np.testing.assert_allclose(found, np.tile([0.4, 0.5, 0.6], (3, 1)), atol=1e-12)


@settings(max_examples=20)
@given(drawn=cases(forms=True, protocol={"goodwill": True}), seed=st.integers(0, 1000))
def test_in_no_session_is_anything_asked_that_lies_outside_limit_and_hope(drawn: Data, seed: int) -> None:
    for _, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        plain = turn.aspiration[..., None]
        assert (turn.asked >= np.minimum(room.state.limit[..., None], plain)).all()
        assert (turn.asked <= np.maximum(room.state.hope[..., None], plain)).all()


def test_where_all_have_given_what_the_clock_asks_nothing_changes() -> None:
    assert (asked((DUE, DUE, DUE)) == 0.5).all()


def test_who_is_ahead_is_repaid_and_who_holds_out_meets_a_room_that_asks_more() -> None:
    ahead, behind = asked((0.2, 0.1, 0.1)), asked((0.1, 0.1, 0.0))
    assert (ahead[1:, 0] < 0.5).all()  # of the others, for what the first wants
    assert (behind[:2, 2] > 0.5).all()  # of the others, for what the last wants


def test_the_order_of_delegations_does_not_matter() -> None:
    weights, order = (1.0, 0.25, 0.5), [2, 0, 1]
    moved = asked(
        tuple(GIVEN[k] for k in order),
        tuple(WANTED[k] for k in order),
        capability=tuple(weights[k] for k in order),
    )
    np.testing.assert_allclose(moved, asked(capability=weights)[order], atol=1e-12)


@pytest.mark.parametrize("who", [0, 2])  # the one in the middle has earned nothing, and counts for nobody
def test_what_one_wants_oneself_does_not_count_for_oneself(who: int) -> None:
    other = tuple((0.0, 0.0, 1.0) if k == who else wanted for k, wanted in enumerate(WANTED))
    moved = np.abs(asked((0.25, 0.15, 0.0), other) - asked((0.25, 0.15, 0.0))).max(axis=1)
    assert moved[who] < 1e-12
    assert (np.delete(moved, who) > 1e-3).all()


def test_who_cares_about_nothing_neither_holds_out_nor_counts() -> None:
    rows = [delegation(f"d{k}", 0.5) for k in range(4)]
    idle = delegation("idle", 0.5, salience=[0.0], strategy={"key": "hold"})
    small = case([*rows, idle], issues=[issue(choices=options(0.0, 0.5, 1.0))], protocol={"goodwill": True})
    for _, _, room in play(small, seed=1):
        assert not room.state.earned.any()
