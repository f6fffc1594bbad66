"""Emulators know smooth surfaces, know how sure they are, and say so where they are not."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.evidence.calibration.emulator import fit_emulator


def _points(number: int, seed: int) -> FloatArray:
    return np.random.default_rng(seed).uniform(size=(number, 3))


def _surface(unit: FloatArray) -> FloatArray:
    return np.sin(4 * unit[:, 0]) + unit[:, 1] ** 2 + 0 * unit[:, 2]


def test_a_smooth_surface_is_known_where_nothing_was_played() -> None:
    unit = _points(80, 1)
    emulator = fit_emulator(unit, _surface(unit))
    fresh = _points(200, 2)
    mean, variance = emulator.predict(fresh)
    missed = mean - _surface(fresh)
    assert np.abs(missed).max() < 0.1
    assert (np.abs(missed) <= 3 * np.sqrt(variance)).mean() > 0.95
    assert emulator.is_sound


def test_noise_is_told_from_surface() -> None:
    unit = _points(150, 3)
    noisy = _surface(unit) + np.random.default_rng(4).normal(scale=0.2, size=150)
    emulator = fit_emulator(unit, noisy)
    mean, variance = emulator.predict(_points(200, 5))
    # The variance of a point that is played holds the noise of .2.
    assert np.sqrt(variance).mean() == pytest.approx(0.22, abs=0.05)
    assert np.abs(mean - _surface(_points(200, 5))).mean() < 0.12


def test_what_is_missed_of_points_left_out_is_what_leaving_them_out_gives() -> None:
    unit = _points(40, 6)
    summary = _surface(unit) + np.random.default_rng(7).normal(scale=0.05, size=40)
    emulator = fit_emulator(unit, summary)
    kernel = emulator.process.kernel_
    left = (summary - np.column_stack([np.ones(40), unit]) @ emulator.trend) / emulator.scale
    missed = []
    for place in range(40):
        rest = np.delete(np.arange(40), place)
        # With the same lengths; a point that is played has noise, what is asked for has none.
        between = kernel(unit[[place]], unit[rest])
        missed.append(left[place] - float((between @ np.linalg.solve(kernel(unit[rest]), left[rest]))[0]))
    assert emulator.error == pytest.approx(emulator.scale * np.sqrt(np.mean(np.square(missed))), rel=1e-3)


def test_a_summary_that_is_the_same_everywhere_is_known_for_certain() -> None:
    unit = _points(20, 8)
    emulator = fit_emulator(unit, np.full(20, 0.25))
    mean, variance = emulator.predict(_points(5, 9))
    assert_allclose(mean, 0.25)
    assert variance.tolist() == [0.0] * 5
    assert emulator.is_sound


def test_a_summary_that_is_a_plane_leaves_nothing_to_a_process() -> None:
    unit = _points(30, 10)
    emulator = fit_emulator(unit, 1 + unit @ np.array([2.0, -1.0, 0.5]))
    assert emulator.process is None
    assert_allclose(emulator.predict(np.array([[0.5, 0.5, 0.5]]))[0], [1.75])


def test_the_same_points_give_the_same_emulator() -> None:
    unit = _points(60, 11)
    first, second = (fit_emulator(unit, _surface(unit)).predict(_points(10, 12)) for _ in range(2))
    assert [one.tolist() for one in first] == [one.tolist() for one in second]
