"""Bargaining over one issue, against a library's numbers, a grid and hand work."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.errors import DelegationSimError
from simulation.models.inputs import Loss
from simulation.models.issue_bargaining import Bargain, kalai_smorodinsky, nash_bargaining
from simulation.models.means import weighted_mean
from tests.models.ec_cars import CAPABILITY, POSITION, SALIENCE

quick = settings(max_examples=40)
ON_100 = np.select([POSITION == 4, POSITION == 7], [0.0, 50.0], 100.0)
"""The emission standards on a scale of 0 to 100."""
LOSSES = st.sampled_from(["linear", "quadratic"])
PLACES = st.lists(st.integers(0, 20).map(lambda place: 5.0 * place), min_size=1, max_size=6)
GRID = np.linspace(-20, 120, 2_801)


def worth(position: FloatArray, point: object, loss: Loss, span: float) -> FloatArray:
    """Return what each point is worth to each delegation, `[A, K]`."""
    away = np.abs(position[:, None] - np.atleast_1d(np.asarray(point, dtype=np.float64))) / span
    return 1 - away ** (2 if loss == "quadratic" else 1)


def nash_value(gain: FloatArray, capability: FloatArray) -> FloatArray:
    """Return the sum of logarithms `[K]`; minus infinity where somebody does not gain."""
    value = capability @ np.log(np.maximum(gain, 1e-300))
    return np.where((gain > 1e-12).all(axis=0), value, -np.inf)


def test_bargaining_on_the_emission_standards_ends_at_fifty() -> None:
    # NegMAS 0.16.0, nash_points, on the grid 0..100, u = s (1 - |x - y| / 100): y = 50
    assert nash_bargaining(ON_100).point == 50


@quick
@given(
    places=PLACES, capability=st.lists(st.floats(0.1, 1), min_size=6, max_size=6), loss=LOSSES, data=st.data()
)
def test_nash_finds_no_worse_a_point_than_a_grid(
    places: list[float], capability: list[float], loss: Loss, data: st.DataObject
) -> None:
    position, counts = np.array(places), np.array(capability[: len(places)])
    reference = data.draw(st.sampled_from([np.nan, -10.0, 0.0, 35.0, 100.0, 110.0]))
    found = nash_bargaining(position, counts, reference=reference, loss=loss, span=150)
    part = position != reference
    assert_array_equal(found.takes_part, part)
    before = 0.0 if np.isnan(reference) else worth(position, reference, loss, 150)
    best = (
        nash_value((worth(position, GRID, loss, 150) - before)[part], counts[part]).max()
        if part.any()
        else -np.inf
    )
    if found.is_feasible:
        assert nash_value(found.gain[part][:, None], counts[part])[0] >= best - 1e-9
        assert_allclose(found.gain[:, None], worth(position, found.point, loss, 150) - before, atol=1e-12)
    else:
        assert best == -np.inf
        assert found.point == reference


@quick
@given(places=PLACES, loss=LOSSES, reference=st.sampled_from([np.nan, -10.0, 0.0, 35.0, 110.0]))
def test_no_point_of_a_grid_leaves_the_worst_off_a_larger_share(
    places: list[float], loss: Loss, reference: float
) -> None:
    position = np.array(places)
    found = kalai_smorodinsky(position, reference=reference, loss=loss, span=150)
    part = position != reference
    before = np.zeros((len(places), 1)) if np.isnan(reference) else worth(position, reference, loss, 150)
    gain = (worth(position, GRID, loss, 150) - before)[part]
    if found.is_feasible:
        best = (gain / (1 - before)[part]).min(axis=0).max()
        assert (found.gain[part] / (1 - before)[part, 0]).min() >= best - 1e-9
    else:
        assert not part.any() or not (gain > 1e-12).all(axis=0).any()
        assert found.point == reference


def test_without_a_reference_equal_shares_lie_in_the_middle() -> None:
    assert kalai_smorodinsky([10, 20, 90]).point == 50


def test_far_from_the_disagreement_quadratic_losses_lead_to_the_weighted_mean() -> None:
    mean = weighted_mean(ON_100, CAPABILITY, SALIENCE)
    near = nash_bargaining(ON_100, CAPABILITY, SALIENCE, loss="quadratic", span=1e2).point
    far = nash_bargaining(ON_100, CAPABILITY, SALIENCE, loss="quadratic", span=1e5).point
    assert abs(far - mean) < 1e-4 < abs(near - mean)


def test_with_delegations_on_both_sides_of_it_the_reference_point_stays() -> None:
    found = nash_bargaining([0, 40, 100], reference=40)
    assert not found.is_feasible
    assert found.point == 40
    assert found.takes_part.tolist() == [True, False, True]


def test_one_case_of_a_batch_may_have_a_reference_point_and_another_none() -> None:
    found = nash_bargaining([[0.0, 100], [50.0, 100]], reference=[np.nan, 0], span=100)
    assert_allclose(found.point[0], 50)
    assert_allclose(found.point[1], nash_bargaining([50, 100], reference=0).point)


@pytest.mark.parametrize("solve", [nash_bargaining, kalai_smorodinsky])
def test_odd_rooms_have_an_answer_too(solve: object) -> None:
    assert callable(solve)
    found: Bargain = solve([[np.nan, np.nan], [3, 3], [np.nan, 7]])
    assert_array_equal(found.point, [np.nan, 3, 7])
    assert found.is_feasible.tolist() == [False, True, True]
    all_there: Bargain = solve([3.0, 3.0], reference=3.0)
    assert all_there.point == 3
    assert not all_there.is_feasible


def test_who_weighs_nothing_takes_no_part_unless_that_is_everybody() -> None:
    some = nash_bargaining([0, 100, 100], [1, 0, 1], span=100)
    assert some.takes_part.tolist() == [True, False, True]
    assert nash_bargaining([0, 100, 100], 0, span=100).takes_part.all()


def test_a_loss_or_a_reference_that_does_not_fit_is_refused_in_words() -> None:
    with pytest.raises(DelegationSimError, match="'cubic' is neither linear nor quadratic"):
        nash_bargaining([0, 1], loss="cubic")  # type: ignore[arg-type]  # wrong input is the point
    with pytest.raises(DelegationSimError, match=r"reference: the shape \(3,\) does not fit the cases"):
        kalai_smorodinsky([[0, 1], [0, 1]], reference=[1, 2, 3])
