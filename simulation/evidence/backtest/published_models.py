"""The published models as the back-test plays them: each from one issue, or from all of a proposal, to points."""

from functools import partial

import numpy as np

from simulation.arrays import FloatArray
from simulation.models import issue_bargaining, opinion
from simulation.models.challenge_rules import preset
from simulation.models.challenge_run import play_challenge
from simulation.models.exchange import exchange_round
from simulation.models.means import weighted_mean, weighted_median
from simulation.models.spatial import spatial_run

__all__ = ["challenge", "confidence", "exchange", "kalai_smorodinsky", "median", "nash", "spatial"]

_SCALE = 100.0
_ROUNDS = 6
"""Of the challenge model: as many as where others tested it on these decisions."""
_REACH = 25.0


def median(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    """Return the weighted median."""
    return float(weighted_median(position, capability, salience))


def nash(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    """Return the Nash bargaining solution without a reference point, weighted by capability times salience."""
    return float(issue_bargaining.nash_bargaining(position, capability, salience, span=_SCALE).point)


def kalai_smorodinsky(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:  # noqa: ARG001 - by heads
    """Return the Kalai-Smorodinsky solution without a reference point."""
    return float(issue_bargaining.kalai_smorodinsky(position, span=_SCALE).point)


def challenge(name: str, position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    """Return the weighted mean of where positions stand after six rounds of a preset of the challenge model."""
    run = play_challenge(position, capability, salience, preset(name), max_rounds=_ROUNDS)
    return float(run.mean_after(_ROUNDS))


def confidence(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    """Return the weighted mean once everybody has listened to all within a quarter of the scale."""
    end = opinion.settle(
        partial(opinion.mean_in_reach, bound=_REACH, influence=capability), position, most_rounds=50
    )
    return float(weighted_mean(end, capability, salience))


def spatial(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    """Return the weighted mean of where the turns of the Spatial Model of Politics end, one issue by itself."""
    end = spatial_run(position[:, None], salience[:, None], capability, high=_SCALE)[-1, :, 0]
    return float(weighted_mean(end, capability, salience))


def exchange(position: FloatArray, capability: FloatArray, salience: FloatArray) -> FloatArray:
    """Return the outcomes of the votes after one round of exchange on all issues of a proposal, `[I]`."""
    return np.asarray(exchange_round(position, salience, capability, high=_SCALE).outcome_after)
