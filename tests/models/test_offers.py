"""Alternating offers against published numbers, against a plain retelling of the protocol, and at the edges."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from simulation.arrays import BoolArray, FloatArray
from simulation.models import stacked_offers

NEAR = 1e-9


def on_a_line(ideals: list[float], outcomes: int = 11) -> FloatArray:
    value: FloatArray = 1.0 - np.abs(np.array(ideals)[:, None] - np.arange(outcomes)) / (outcomes - 1)
    return value


# NegMAS 0.16.0, reservation 0, 50 steps: agreement, step, number of offers, linear, Boulware and conceding.
NEGMAS = {
    (0.0, 10.0): [(5, 26, 51), (5, 43, 85), (5, 4, 7)],
    (0.0, 5.0, 10.0): [(5, 26, 71), (5, 43, 125), (5, 4, 8)],
    (1.0, 4.0, 9.0): [(5, 23, 56), (5, 42, 118), (5, 2, 3)],
    (2.0, 2.0, 9.0, 10.0): [(6, 26, 68), (6, 43, 121), (6, 4, 7)],
}


def played(ideals: tuple[float, ...], *, cycle: bool) -> list[tuple[int, int, int]]:
    found = [
        stacked_offers.alternating_offers(
            on_a_line(list(ideals)), rounds=50, reservation=0.0, exponent=exponent, cycle=cycle
        )
        for exponent in (stacked_offers.LINEAR, stacked_offers.BOULWARE, stacked_offers.CONCEDER)
    ]
    return [(int(one.outcome), int(one.round), int(one.offers)) for one in found]


@pytest.mark.parametrize("ideals", NEGMAS)
def test_the_reference_agrees_on_the_same_in_the_same_step_after_as_many_offers(
    ideals: tuple[float, ...],
) -> None:
    assert played(ideals, cycle=False) == NEGMAS[ideals]


@pytest.mark.parametrize("ideals", NEGMAS)
def test_going_round_the_equals_agrees_on_the_same_in_the_same_step(ideals: tuple[float, ...]) -> None:
    # Only the number of offers hangs on it, and only where somebody has equals on both sides of it: 66, 119 and 7.
    assert [one[:2] for one in played(ideals, cycle=True)] == [one[:2] for one in NEGMAS[ideals]]


def by_quotas(votes: FloatArray, quotas: FloatArray) -> stacked_offers.Wins:
    """Return the rule that those who accept need quotas `[C]` of votes `[C, A]`, in every condition."""
    return lambda accepting: np.asarray((accepting @ votes.T >= quotas - NEAR).all(axis=-1))


def plainly(  # noqa: PLR0917 - as many as a room has
    value: FloatArray,
    reservation: FloatArray,
    exponent: FloatArray,
    rounds: int,
    answers: stacked_offers.Answers,
    wins: Callable[[BoolArray], BoolArray],
) -> tuple[int, int, list[int]]:
    """Tell the protocol again, one delegation after the other, and return agreement, round and offers."""
    n = len(value)
    said: list[list[int]] = [[] for _ in range(n)]
    offered: list[int] = []
    standing, maker, yes = -1, -1, np.zeros(n, dtype=bool)
    for now in range(1, rounds + 1):
        least, asks = [np.inf] * n, [0.0] * n
        for one in range(n):
            fit = value[one][value[one] >= reservation[one]]
            if len(fit):
                floor = max(reservation[one], value[one].min())
                span = (fit.max() - floor) or 1.0
                goal = (1.0 - (now / (rounds + 1)) ** exponent[one]) * (fit.max() - floor)
                reach = value[one][value[one] - floor >= goal - NEAR * span]
                asks[one] = reach[reach >= reservation[one]].min()
                least[one] = asks[one] - NEAR * span
        for one in range(n):
            offered.append(-1)
            if answers == "in_turn" and maker not in {-1, one} and value[one, standing] >= least[one]:
                yes[one] = True
            elif least[one] < np.inf:
                equal = np.flatnonzero(np.abs(value[one] - asks[one]) <= NEAR).tolist()
                if said[one] and said[one][-1] not in equal:
                    said[one].clear()
                standing, maker = equal[len(said[one]) % len(equal)], one
                said[one].append(standing)
                offered[-1] = standing
                yes = (
                    value[:, standing] >= least if answers == "at_once" else np.arange(n) == one
                )  # a new offer, new answers
            if maker >= 0 and wins(yes[None])[0]:
                return standing, now, offered
            if answers == "at_once":
                maker = -1
    return -1, 0, offered


@st.composite
def rooms(draw: st.DrawFn) -> tuple[FloatArray, FloatArray, FloatArray, int]:
    n, outcomes, rounds = draw(st.integers(1, 5)), draw(st.integers(1, 7)), draw(st.integers(1, 9))
    steps = st.integers(-8, 8).map(lambda x: 0.25 * x)  # a coarse grid: many equals
    value = draw(st.lists(st.lists(steps, min_size=outcomes, max_size=outcomes), min_size=n, max_size=n))
    reservation = draw(st.lists(steps | st.just(-9.0), min_size=n, max_size=n))
    exponent = draw(st.lists(st.sampled_from([0.25, 1.0, 2.0, 4.0]), min_size=n, max_size=n))
    return np.array(value), np.array(reservation), np.array(exponent), rounds


answering = st.sampled_from(["in_turn", "at_once"])


@settings(max_examples=80)
@given(room=rooms(), answers=answering, data=st.data())
def test_the_protocol_goes_as_told_plainly(
    room: tuple[FloatArray, FloatArray, FloatArray, int], answers: stacked_offers.Answers, data: st.DataObject
) -> None:
    value, reservation, exponent, rounds = room
    n = len(value)
    wins: stacked_offers.Wins = stacked_offers.unanimous
    if data.draw(st.booleans()):
        votes = data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
        wins = by_quotas(np.array([votes, [1] * n], float), np.array([max(1, sum(votes) / 2), n / 2]))
    found = stacked_offers.alternating_offers(
        value, rounds=rounds, reservation=reservation, exponent=exponent, answers=answers, wins=wins
    )
    outcome, agreed_in, offered = plainly(value, reservation, exponent, rounds, answers, wins)
    assert (int(found.outcome), int(found.round)) == (outcome, agreed_in)
    assert found.offered.tolist()[: len(offered)] == offered
    assert (found.offered[len(offered) :] == -1).all()


@settings(max_examples=40)
@given(room=rooms(), answers=answering)
def test_nobody_agrees_to_less_than_its_reservation(
    room: tuple[FloatArray, FloatArray, FloatArray, int], answers: stacked_offers.Answers
) -> None:
    value, reservation, exponent, rounds = room
    found = stacked_offers.alternating_offers(
        value, rounds=rounds, reservation=reservation, exponent=exponent, answers=answers
    )
    if found.outcome >= 0:
        assert (value[:, found.outcome] >= reservation).all()
    acceptable = (value >= reservation[:, None]).all(axis=0)
    assert acceptable.any() or found.outcome == -1


@settings(max_examples=40)
@given(room=rooms(), shift=st.integers(-9, 9), power=st.integers(-4, 4), answers=answering)
def test_units_of_worth_do_not_matter(
    room: tuple[FloatArray, FloatArray, FloatArray, int],
    shift: int,
    power: int,
    answers: stacked_offers.Answers,
) -> None:
    value, reservation, exponent, rounds = room
    scale = 2.0**power
    one = stacked_offers.alternating_offers(
        value, rounds=rounds, reservation=reservation, exponent=exponent, answers=answers
    )
    value[0], reservation[0] = scale * value[0] + shift, scale * reservation[0] + shift
    other = stacked_offers.alternating_offers(
        value, rounds=rounds, reservation=reservation, exponent=exponent, answers=answers
    )
    assert_array_equal(one.offered, other.offered)
    assert one.outcome == other.outcome


@settings(max_examples=30)
@given(seed=st.integers(0, 2**32), answers=answering)
def test_without_equals_the_order_of_outcomes_does_not_matter(
    seed: int, answers: stacked_offers.Answers
) -> None:
    generator = np.random.default_rng(seed)
    value, order = generator.random((4, 9)), generator.permutation(9)
    one = stacked_offers.alternating_offers(value, rounds=20, answers=answers)
    other = stacked_offers.alternating_offers(value[:, order], rounds=20, answers=answers)
    assert_array_equal(one.offered, np.where(other.offered >= 0, order[other.offered], -1))
    assert one.round == other.round


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32), answers=answering)
def test_replications_do_not_know_of_each_other(seed: int, answers: stacked_offers.Answers) -> None:
    value = np.random.default_rng(seed).integers(0, 6, (2, 2, 3, 5)).astype(float)
    together = stacked_offers.alternating_offers(value, rounds=12, reservation=2.0, answers=answers)
    for row in np.ndindex(2, 2):
        alone = stacked_offers.alternating_offers(value[row], rounds=12, reservation=2.0, answers=answers)
        assert together.outcome[row] == alone.outcome
        assert together.round[row] == alone.round
        assert_array_equal(together.offered[row], alone.offered)


def test_a_room_of_one_mind_agrees_on_the_first_offer() -> None:
    found = stacked_offers.alternating_offers(on_a_line([3.0, 3.0, 3.0]), rounds=9)
    assert (int(found.outcome), int(found.round), int(found.offers)) == (3, 1, 1)


def test_one_delegation_agrees_with_itself() -> None:
    found = stacked_offers.alternating_offers(on_a_line([3.0]), rounds=9)
    assert (int(found.outcome), int(found.round), int(found.offers)) == (3, 1, 1)


def test_those_who_care_for_nothing_accept_the_first_offer() -> None:
    found = stacked_offers.alternating_offers(np.vstack((on_a_line([3.0]), np.zeros((2, 11)))), rounds=9)
    assert (int(found.outcome), int(found.offers)) == (3, 1)


def test_nobody_settles_for_the_very_least_while_there_is_hope() -> None:
    found = stacked_offers.alternating_offers(np.array([[1.0, 0.0], [0.0, 1.0]]), rounds=99)
    assert int(found.outcome) == -1


def test_two_camps_with_nothing_in_common_end_without_agreement() -> None:
    found = stacked_offers.alternating_offers(on_a_line([0.0, 0.0, 10.0]), rounds=30, reservation=0.6)
    assert (int(found.outcome), int(found.round)) == (-1, 0)


def test_what_is_out_of_the_question_is_neither_offered_nor_accepted() -> None:
    value = np.array([[3.0, -np.inf, 1.0, 0.0], [-np.inf, 3.0, 1.0, 0.0]])
    found = stacked_offers.alternating_offers(value, rounds=9)
    assert int(found.outcome) == 2
    assert set(found.offered[: 2 * int(found.round)].tolist()) == {-1, 0, 1, 2}
    nothing = stacked_offers.alternating_offers(np.full((2, 3), -np.inf), rounds=3)
    assert (int(nothing.outcome), int(nothing.offers)) == (-1, 0)


def test_a_majority_at_once_does_not_wait_for_the_one_who_objects() -> None:
    value, majority = on_a_line([0.0, 10.0, 1.0, 1.0]), by_quotas(np.ones((1, 4)), np.array([3.0]))
    found = stacked_offers.alternating_offers(
        value, rounds=20, reservation=0.8, wins=majority, answers="at_once"
    )
    assert int(found.outcome) == 1
    in_turn = stacked_offers.alternating_offers(value, rounds=20, reservation=0.8, wins=majority)
    assert int(in_turn.outcome) == 1  # from the last two and the first, who speak one after the other
    order = np.array([0, 1, 2, 1])  # objectors in between: nobody is ever accepted three times in a row
    apart = stacked_offers.alternating_offers(value[order], rounds=20, reservation=0.8, wins=majority)
    assert int(apart.outcome) == -1
