"""What is left of the space: planes rule out what can be reckoned by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.evidence.calibration.emulator import Emulator
from simulation.evidence.calibration.space import Ruling, Space
from simulation.evidence.calibration.summaries import Target, Targets


def _plane(*slopes: float, outside: float = 0.0) -> Emulator:
    """Return an emulator that is certain of a plane through the origin."""
    return Emulator(trend=np.array([0.0, *slopes]), scale=0.0, process=None, error=0.0, outside=outside)


def _targets(*observed: float, tolerance: float = 0.05) -> Targets:
    return Targets(
        items=tuple(
            Target(key=f"s{place}", observed=value, error=tolerance, discrepancy=0.0)
            for place, value in enumerate(observed)
        )
    )


def _after(targets: Targets, ruling: Ruling, size: int = 2) -> Space:
    return Space.whole(targets, size).after(ruling, np.random.default_rng(1))


@pytest.mark.parametrize("tolerance", [0.05, 0.001, 0.00005])
def test_a_certain_plane_leaves_three_tolerances_on_either_side(tolerance: float) -> None:
    targets = _targets(0.4, tolerance=tolerance)
    space = _after(targets, Ruling(emulators=(_plane(1.0, 0.0),), rank=1))
    assert space.share == pytest.approx(6 * tolerance, rel=0.15)
    assert space.holds(np.array([[0.4, 0.0], [0.4 + 2.9 * tolerance, 1.0]])).all()
    assert not space.holds(np.array([[0.4 + 3.1 * tolerance, 0.5]])).any()
    # The box closes around it and keeps what the other parameter may be.
    assert space.low[0] == pytest.approx(0.4, abs=4 * tolerance)
    assert_allclose([space.low[1], space.high[1]], [0, 1], atol=0.02)


def test_nothing_is_left_of_what_no_point_reaches() -> None:
    space = _after(_targets(3.0), Ruling(emulators=(_plane(1.0, 1.0),), rank=1))
    assert space.share == 0.0
    assert not space.holds(np.random.default_rng(2).random((100, 2))).any()
    assert space.draw([np.random.default_rng(3)]) == []


def test_by_the_second_largest_one_summary_alone_rules_out_nothing() -> None:
    targets, emulators = _targets(3.0, 0.5), (_plane(1.0, 0.0), _plane(0.0, 1.0))
    first = _after(targets, Ruling(emulators=emulators, rank=2))
    assert first.share == pytest.approx(0.3, rel=0.1)
    assert _after(targets, Ruling(emulators=emulators, rank=1)).share == 0.0


def test_an_emulator_that_is_too_sure_rules_out_nothing() -> None:
    ruling = Ruling(emulators=(_plane(1.0, 0.0, outside=0.3), _plane(0.0, 1.0)), rank=1)
    space = _after(_targets(3.0, 0.5), ruling)
    assert space.share == pytest.approx(0.3, rel=0.1)


def test_waves_rule_out_together_and_shares_multiply() -> None:
    targets = _targets(0.5)
    one, other = (Ruling(emulators=(_plane(*slopes),), rank=1) for slopes in ((1.0, 0.0), (0.0, 1.0)))
    space = _after(targets, one).after(other, np.random.default_rng(4))
    assert space.share == pytest.approx(0.09, rel=0.15)
    points = space.fill(64, np.random.default_rng(5))
    assert points.shape == (64, 2)
    assert np.abs(points - 0.5).max() <= 0.15


def test_points_drawn_lie_in_what_is_left_and_do_not_depend_on_how_many_are_drawn() -> None:
    space = _after(_targets(0.5), Ruling(emulators=(_plane(1.0, 0.0),), rank=1))
    many = space.draw([np.random.default_rng(seed) for seed in range(50)])
    assert space.holds(np.array(many)).all()
    few = space.draw([np.random.default_rng(seed) for seed in (7, 31)])
    assert [few[0].tolist(), few[1].tolist()] == [many[7].tolist(), many[31].tolist()]
