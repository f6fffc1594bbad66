"""Fits the ballot of the conference to votes that were cast: an ordered logit with a band of abstention.

The margin is linear in its terms and measured in units of its noise; the band is the price of standing alone in the
same units [McCullagh1980]_.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.conference import ballot

__all__ = ["RIDGE", "Ballot", "fit_ballot"]

RIDGE: Final = 1.0
"""Penalty on half the square of each slope, beside a log-likelihood summed over votes: what separates stays finite."""
_LOOSE: Final = 0.01
"""The same for the level and for the logarithm of the band."""
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ballot:
    """A fitted ballot."""

    slope: FloatArray
    """Of each term, `[F]`."""
    band: float
    """Width of the band of abstention, in units of the noise."""
    loss: float = 0.0
    """What it was fitted by: minus the log-likelihood of the votes, and the penalty."""

    def chances(self, terms: FloatArray) -> FloatArray:
        """Return the chances of yes, abstention and no, `[N, 3]`, from terms `[N, F]`."""
        margin = terms @ self.slope
        found = ballot.chances(margin, np.zeros(margin.shape, dtype=bool), self.band, noise=1.0)
        return np.stack([found.willing, found.abstains, found.objects], axis=1)


def fit_ballot(terms: FloatArray, cast: IntArray, *, abstain: bool = True) -> Ballot:
    """Return the ballot that makes votes likeliest, less a penalty.

    Args:
        terms: `[N, F]`; the first is 1 everywhere.
        cast: 0 yes, 1 abstention, 2 no, `[N]`.
        abstain: Whether there is a band; without one it is a logistic regression.
    """
    from scipy.optimize import minimize  # a third of a second: only when there is something to fit

    n_terms, rows = terms.shape[1], np.arange(len(cast))
    penalty = np.full(n_terms + abstain, RIDGE)
    penalty[0] = _LOOSE
    penalty[n_terms:] = _LOOSE

    def of(parameters: FloatArray) -> Ballot:
        band = float(np.exp(parameters[n_terms])) if abstain else 0.0
        return Ballot(slope=parameters[:n_terms], band=band)

    def loss(parameters: FloatArray) -> tuple[float, FloatArray]:
        fitted = of(parameters)
        chances = fitted.chances(terms)
        chance = np.maximum(chances[rows, cast], _LEAST)
        # How the chances change with the margin, and with the band: the logistic density at both ends of the band.
        near, far = chances[:, 0] * (1.0 - chances[:, 0]), chances[:, 2] * (1.0 - chances[:, 2])
        by_margin = np.select([cast == 0, cast == 1], [near, far - near], -far) / chance
        slope = -(by_margin @ terms)
        by_band = np.select([cast == 0, cast == 1], [0.0, far], -far) / chance
        band = [-fitted.band * by_band.sum()] if abstain else []
        gradient = np.concatenate([slope, band]) + penalty * parameters
        return float(-np.log(chance).sum() + 0.5 * (penalty * parameters**2).sum()), gradient

    found = minimize(loss, np.zeros(n_terms + abstain), method="BFGS", jac=True)
    return replace(of(found.x), loss=float(found.fun))
