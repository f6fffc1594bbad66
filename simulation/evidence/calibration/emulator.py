"""Emulators: what a summary would be at points that were not played, and how sure that is.

A plane through the points, and a Gaussian process for what it leaves (Vernon, Goldstein and Bower 2010, section 3).
Letters: V points, K parameters, S summaries.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.extras import needed
from simulation.words import say

__all__ = ["Emulator", "fit_emulator", "fit_emulators", "together"]

_FLAT: Final = 1e-9
"""Spread below which a summary is the same at all points."""
_FAR: Final = 3.0
"""Standard deviations within which nearly all points lie that are left out."""
_OUTSIDE: Final = 0.1
"""Share of points that may lie farther: an emulator with more rules out nothing."""
_SHORTEST, _LONGEST = 0.05, 50.0
"""Bounds of the lengths over which a summary varies, in widths of the range."""
_LEAST_NOISE, _MOST_NOISE = 1e-4, 2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Emulator:
    """What one summary is expected to be over the space of parameters."""

    trend: FloatArray
    """Of the plane, `[1 + K]`."""
    scale: float
    """Of what the plane leaves; 0: nothing is left, the summary is the same everywhere."""
    process: Any
    """The Gaussian process of what is left, in that scale, fitted by scikit-learn; None if nothing is left."""
    error: float
    """Root of the mean square of what it misses points by that were left out one by one."""
    outside: float
    """Share of them beyond three of its standard deviations."""

    @property
    def is_sound(self) -> bool:
        """Whether it is as sure as it says: else nothing is ruled out by it."""
        return self.outside <= _OUTSIDE

    def predict(self, unit: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return mean and variance at points `[V, K]`, each `[V]`; the variance holds the noise of a point."""
        mean = _with_one(unit) @ self.trend
        if self.process is None:
            return mean, np.zeros(len(unit))
        left, spread = self.process.predict(unit, return_std=True)
        return mean + self.scale * left, (self.scale * spread) ** 2


def fit_emulators(unit: FloatArray, summary: FloatArray) -> tuple[Emulator, ...]:
    """Return an emulator of each summary `[V, S]` at points `[V, K]` between 0 and 1."""
    return tuple(fit_emulator(unit, column) for column in summary.T)


def fit_emulator(unit: FloatArray, summary: FloatArray) -> Emulator:
    """Return an emulator of one summary `[V]`.

    Raises:
        StudyError: if scikit-learn is not installed; says how to add it.
    """
    threads = needed("threadpoolctl", "sklearn", say("calibration.purpose"))
    with threads.threadpool_limits(1):  # the same sums in the same order, however many cores there are
        flat = float(summary.std()) < _FLAT
        trend = np.append(summary.mean(), np.zeros(unit.shape[1]))
        if not flat:
            trend = np.linalg.lstsq(_with_one(unit), summary, rcond=None)[0]
        left = summary - _with_one(unit) @ trend
        scale = float(left.std())
        if flat or scale < _FLAT:
            return Emulator(trend=trend, scale=0.0, process=None, error=0.0, outside=0.0)
        process = _process(unit, left / scale)
        missed, spread = _left_out(process, left / scale)
    return Emulator(
        trend=trend,
        scale=scale,
        process=process,
        error=scale * float(np.sqrt((missed**2).mean())),
        outside=float((np.abs(missed) > _FAR * spread).mean()),
    )


def _with_one(unit: FloatArray) -> FloatArray:
    return np.column_stack([np.ones(len(unit)), unit])


def _process(unit: FloatArray, left: FloatArray) -> Any:  # noqa: ANN401 - scikit-learn's
    gp = needed("sklearn.gaussian_process", "sklearn", say("calibration.purpose"))
    kernels = needed("sklearn.gaussian_process.kernels", "sklearn", say("calibration.purpose"))
    lengths = np.ones(unit.shape[1])
    kernel = kernels.ConstantKernel(0.5, (1e-3, 1e2)) * kernels.Matern(
        length_scale=lengths, length_scale_bounds=(_SHORTEST, _LONGEST), nu=2.5
    ) + kernels.WhiteKernel(0.3, (_LEAST_NOISE, _MOST_NOISE))
    process = gp.GaussianProcessRegressor(kernel)
    with warnings.catch_warnings():
        # A length at its bound says that a parameter does next to nothing: no reason to warn anybody.
        warnings.simplefilter(
            "ignore",
            needed("sklearn.exceptions", "sklearn", say("calibration.purpose")).ConvergenceWarning,
        )
        process.fit(unit, left)
    return process


def _left_out(process: Any, left: FloatArray) -> tuple[FloatArray, FloatArray]:  # noqa: ANN401 - scikit-learn's
    """Return by how much each point is missed that is left out, and how sure that is, each `[V]`.

    In closed form (Rasmussen and Williams 2006, equations 5.10 to 5.12).
    """
    inverse = np.linalg.inv(process.L_ @ process.L_.T)
    missed = (inverse @ left) / np.diag(inverse)
    spread = np.sqrt(1.0 / np.diag(inverse))
    return missed, spread


def together(emulators: Sequence[Emulator], unit: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean and variance of all summaries at points, each `[V, S]`."""
    found = [emulator.predict(unit) for emulator in emulators]
    return np.stack([mean for mean, _ in found], axis=1), np.stack([var for _, var in found], axis=1)
