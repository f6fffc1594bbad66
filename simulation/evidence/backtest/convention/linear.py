"""Logistic and Poisson regression by Newton steps, with a ridge where asked: for simple models and for calibration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit

from simulation.arrays import FloatArray, IntArray

__all__ = ["FAINT", "Linear", "across_folds", "fit_logistic", "fit_poisson"]

FAINT: Final = 1e-7
"""Ridge that is there for the arithmetic only: columns may be the same, or tell all."""
_STEPS: Final = 60
_STILL: Final = 1e-9
_HIGHEST: Final = 30.0
"""Of a linear predictor: beyond it an exponential says nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linear:
    """A fitted regression on standardized columns."""

    middle: FloatArray
    scale: FloatArray
    """`[K]`, of the columns that it was fitted to."""
    coefficient: FloatArray
    """`[1 + K]`, the constant first."""
    link: Callable[[FloatArray], FloatArray]

    def index(self, columns: FloatArray) -> FloatArray:
        """Return the linear predictor `[N]` of rows `[N, K]`."""
        standard = (columns - self.middle) / self.scale
        found: FloatArray = self.coefficient[0] + standard @ self.coefficient[1:]
        return found

    def __call__(self, columns: FloatArray) -> FloatArray:
        """Return what is expected of rows `[N, K]`."""
        return self.link(np.clip(self.index(columns), -_HIGHEST, _HIGHEST))


def fit_logistic(columns: FloatArray, happened: FloatArray) -> Linear:
    """Return the regression of what happened `[N]` on columns `[N, K]`."""
    return _fit(columns, happened, FAINT, expit, lambda mean: mean * (1.0 - mean))


def fit_poisson(columns: FloatArray, count: FloatArray, ridge: float = FAINT) -> Linear:
    """Return the regression of counts `[N]` on columns `[N, K]`, log link; `ridge`: on half their squares."""
    return _fit(columns, count, ridge, np.exp, lambda mean: mean)


def across_folds(
    fit: Callable[[FloatArray, FloatArray], Linear], columns: FloatArray, target: FloatArray, fold: IntArray
) -> FloatArray:
    """Return what is expected of each row `[N]` by a regression fitted to the rows of all other folds."""
    found = np.empty(len(target))
    for number in range(int(fold.max()) + 1):
        asked = fold == number
        found[asked] = fit(columns[~asked], target[~asked])(columns[asked])
    return found


def _fit(
    columns: FloatArray,
    target: FloatArray,
    ridge: float,
    link: Callable[[FloatArray], FloatArray],
    curvature: Callable[[FloatArray], FloatArray],
) -> Linear:
    """Return the minimum of the mean negative log-likelihood plus half the ridge on squares, the constant free."""
    middle, scale = columns.mean(axis=0), columns.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    design = np.column_stack([np.ones(len(target)), (columns - middle) / scale])
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 0.0
    coefficient = np.zeros(design.shape[1])
    share = target.mean()
    if link is np.exp:
        coefficient[0] = np.log(max(share, 1e-9))
    else:
        coefficient[0] = np.log(max(share, 1e-9) / max(1.0 - share, 1e-9))
    for _ in range(_STEPS):
        mean = link(np.clip(design @ coefficient, -_HIGHEST, _HIGHEST))
        gradient = design.T @ (mean - target) / len(target) + penalty * coefficient
        weight = curvature(mean)
        hessian = (design * weight[:, None]).T @ design / len(target) + np.diag(penalty + 1e-12)
        step = np.linalg.solve(hessian, gradient)
        # Far from the top a whole step may jump over it: no coefficient moves by more than 2 at a time.
        step *= min(1.0, 2.0 / max(float(abs(step).max()), 1e-12))
        coefficient = coefficient - step
        if float(abs(step).max()) < _STILL:
            break
    return Linear(middle=middle, scale=scale, coefficient=coefficient, link=link)
