"""Bargaining over packages, against a grid, a linear programme and the same thing on one issue."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import linprog

from simulation.arrays import FloatArray
from simulation.errors import DelegationSimError
from simulation.models.inputs import Loss
from simulation.models.issue_bargaining import kalai_smorodinsky, nash_bargaining
from simulation.models.package_bargaining import PackageBargain, kalai_smorodinsky_package, nash_package

quick = settings(max_examples=12)
AXIS = np.linspace(0, 1, 41)
SQUARE = np.stack(np.meshgrid(AXIS, AXIS, indexing="ij"), axis=-1).reshape(-1, 2)


def drawn(shape: tuple[int, ...], start: int) -> FloatArray:
    """Return numbers from 0 to 1 that look drawn at random."""
    numbers: FloatArray = np.modf(np.sqrt(7.0) * np.arange(start, start + int(np.prod(shape))) ** 2)[0]
    return numbers.reshape(shape)


def worth(position: FloatArray, salience: FloatArray, point: FloatArray, loss: Loss = "linear") -> FloatArray:
    """Return what packages `[K, I]` are worth to each delegation, `[K, A]`, on issues of length 1."""
    away = np.abs(position - point[:, None])
    share = salience / salience.sum(axis=1, keepdims=True)
    lost = away**2 if loss == "quadratic" else away
    worths: FloatArray = 1 - (share * lost).sum(axis=2)
    return worths


def logs(gain: FloatArray, capability: FloatArray) -> FloatArray:
    """Return the weighted sum of logarithms `[K]`; minus infinity where somebody does not gain."""
    return np.where((gain > 0).all(axis=1), np.log(np.maximum(gain, 1e-300)) @ capability, -np.inf)


@quick
@given(
    size=st.integers(1, 5),
    start=st.integers(1, 10_000),
    on_grid=st.booleans(),
    loss=st.sampled_from(["linear", "quadratic"]),
)
def test_nash_finds_no_worse_a_package_than_a_grid(
    size: int, start: int, *, on_grid: bool, loss: Loss
) -> None:
    position, salience = drawn((size, 2), start), drawn((size, 2), start + 50) + 0.01
    capability = drawn((size,), start + 99) + 0.01
    position = np.round(position * 4) / 4 if on_grid else position
    found = nash_package(position, capability, salience, loss=loss, span=1)
    best = logs(worth(position, salience, SQUARE, loss), capability).max()
    assert found.is_feasible
    assert_allclose(found.gain, worth(position, salience, found.point[None], loss)[0], atol=1e-12)
    assert logs(found.gain[None], capability)[0] >= best - 1e-8


@quick
@given(size=st.integers(1, 5), start=st.integers(1, 10_000), reference=st.sampled_from([0.0, 0.4, 1.0]))
def test_with_a_reference_nash_finds_no_worse_a_package_than_a_grid(
    size: int, start: int, reference: float
) -> None:
    position, salience = drawn((size, 2), start), drawn((size, 2), start + 50) + 0.01
    nothing = np.full(2, reference)
    found = nash_package(position, 1, salience, reference=nothing, span=1)
    gain = worth(position, salience, SQUARE) - worth(position, salience, nothing[None])
    best = logs(gain[:, found.takes_part], np.ones(found.takes_part.sum())).max()
    if found.is_feasible:
        assert logs(found.gain[None, found.takes_part], np.ones(found.takes_part.sum()))[0] >= best - 1e-8
    else:
        assert best == -np.inf
        assert_array_equal(found.point, nothing)


def largest_least_share(position: FloatArray, salience: FloatArray, reference: FloatArray) -> float:
    """Return the largest least share of what anybody could gain, by a linear programme."""
    delegations, issues = position.shape
    share = salience / salience.sum(axis=1, keepdims=True)
    before = worth(position, salience, reference[None])[0]
    pairs = delegations * issues
    away = np.repeat(np.eye(pairs), 2, axis=0) * -1.0
    at = np.tile(np.eye(issues), (delegations, 1)).repeat(2, axis=0) * np.tile([1.0, -1.0], pairs)[:, None]
    bounds = position.ravel().repeat(2) * np.tile([1.0, -1.0], pairs)
    lost = np.kron(np.eye(delegations), np.ones((1, issues))) * share.ravel()
    rows = [
        np.hstack([at, away, np.zeros((2 * pairs, 1))]),
        np.hstack([np.zeros((delegations, issues)), lost, (1 - before)[:, None]]),
    ]
    goal = np.append(np.zeros(issues + pairs), -1.0)
    solved = linprog(goal, np.vstack(rows), np.append(bounds, 1 - before), bounds=(None, None))
    assert solved.fun is not None
    return -float(solved.fun)


@quick
@given(size=st.integers(2, 6), issues=st.integers(1, 4), start=st.integers(1, 10_000))
def test_the_worst_off_has_the_share_that_a_linear_programme_finds(
    size: int, issues: int, start: int
) -> None:
    position, salience = drawn((size, issues), start), drawn((size, issues), start + 50) + 0.01
    reference = np.full(issues, 1.5)
    found = kalai_smorodinsky_package(position, salience, reference=reference)
    span = 1.5 - position.min(axis=0)
    scaled, nothing = (position - position.min(axis=0)) / span, (reference - position.min(axis=0)) / span
    most = 1 - worth(scaled, salience, nothing[None])[0]
    assert found.is_feasible
    assert_allclose((found.gain / most).min(), largest_least_share(scaled, salience, nothing), atol=1e-6)


@pytest.mark.parametrize("reference", [None, 120.0])
@pytest.mark.parametrize("loss", ["linear", "quadratic"])
def test_a_package_of_one_issue_is_that_issue(reference: float | None, loss: Loss) -> None:
    position, capability = 100 * drawn((9, 7), 5), drawn((9, 7), 77) + 0.01
    alone = nash_bargaining(position, capability, reference=reference, loss=loss).point
    found = nash_package(position[..., None], capability, reference=reference, loss=loss).point[:, 0]
    assert_allclose(found, alone, atol=1e-4)
    alone = kalai_smorodinsky(position, reference=reference, loss=loss).point
    found = kalai_smorodinsky_package(position[..., None], reference=reference, loss=loss).point[:, 0]
    assert_allclose(found, alone, atol=1e-4)


def assert_the_same(found: PackageBargain, place: tuple[int, int], alone: PackageBargain) -> None:
    assert_allclose(found.point[place], alone.point, atol=1e-6)
    assert found.is_feasible[place] == alone.is_feasible


def test_a_batch_gives_what_each_case_gives_alone() -> None:
    position, salience = drawn((2, 3, 5, 4), 11), drawn((5, 4), 500)
    reference = np.array([0.0, np.nan, 1.0, np.nan])
    nash = nash_package(position, salience=salience, reference=reference)
    equal = kalai_smorodinsky_package(position, salience, reference=reference)
    for place in [(0, 0), (1, 2)]:
        assert_the_same(nash, place, nash_package(position[place], salience=salience, reference=reference))
        assert_the_same(
            equal, place, kalai_smorodinsky_package(position[place], salience, reference=reference)
        )


def test_two_who_care_about_different_issues_each_get_their_own() -> None:
    found = nash_package(np.array([[0, 80], [10, 20]]), salience=[[1, 0], [0, 1]])
    assert_allclose(found.point, [0, 20], atol=1e-6)
    assert_allclose(found.gain, [1, 1], atol=1e-6)


def test_where_one_loses_by_what_the_other_gains_the_reference_stays() -> None:
    found = nash_package(np.array([[0, 0], [10, 10]]), reference=[5, 5])
    assert not found.is_feasible
    assert_array_equal(found.point, [5, 5])
    assert_array_equal(found.gain, [0, 0])


def test_whose_ideal_is_the_reference_takes_no_part_and_is_left_worse_off() -> None:
    found = nash_package(np.array([[0, 0], [10, 4], [8, 10]]), reference=[0, 0])
    assert found.takes_part.tolist() == [False, True, True]
    assert found.is_feasible
    assert found.gain[0] < 0 < min(found.gain[1:])


def test_odd_rooms_have_an_answer_too() -> None:
    nobody = nash_package(np.full((2, 3), np.nan))
    assert np.isnan(nobody.point).all()
    assert not nobody.is_feasible
    for found in (
        nash_package([[3.0, 4]] * 2),
        kalai_smorodinsky_package([[3.0, 4]]),
        nash_package(np.array([[3, np.nan], [3, 4]])),
    ):
        assert_allclose(found.point, [3, 4], atol=1e-9)
    careless = nash_package(np.array([[0, 0], [10, 10]]), salience=[[0, 0], [1, 1]])
    assert careless.takes_part.tolist() == [False, True]
    assert_allclose(careless.point, [10, 10], atol=1e-6)


def test_positions_without_an_axis_of_issues_are_refused_in_words() -> None:
    with pytest.raises(DelegationSimError, match=r"positions \[\.\.\., A, I\], not the shape \(2,\)"):
        nash_package([1, 2])
