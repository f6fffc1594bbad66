"""What is tested: models of one number, and models of a distribution; one more is one more line in a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.backtest import published_models
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.grouped import groups
from simulation.evidence.backtest.user_path import forecast_by_users
from simulation.models import outcome_layer
from simulation.models.means import weighted_mean

__all__ = [
    "MEAN",
    "POINT_MODELS",
    "SCALED",
    "SPREAD_MODELS",
    "JointModel",
    "PointModel",
    "SpreadModel",
    "capabilities_of",
    "centre",
    "points_of",
]

type Point = Callable[[FloatArray, FloatArray, FloatArray], float]
"""From positions `[A]` (0 to 100), capability `[A]` (at most 1) and salience `[A]` (0 to 1) to a point (0 to 100).

Only delegations that take part are given.
"""
type Joint = Callable[[FloatArray, FloatArray, FloatArray], FloatArray]
"""From positions `[A, I]`, capability `[A]` and salience `[A, I]` of all issues of a proposal to points `[I]`.

Who takes no part in an issue has NaN for a position there and salience 0.
"""
type Forecaster = Callable[[Decisions, str], FloatArray]
"""From decisions and the key of their capability to probabilities of marks, `[N, G]`; outcomes are not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointModel:
    """A model that names one point for one issue; nothing of it is fitted."""

    key: str
    """Its name stands in the catalogue under `backtest.model.`."""
    point: Point
    takes_none: bool = False
    """Whether capability makes no difference to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointModel:
    """A model that needs all issues of a proposal at once, such as an exchange of positions."""

    key: str
    points: Joint
    takes_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadModel:
    """A model that learns from decisions how others are distributed; its point is the median."""

    key: str
    learn: Callable[[Decisions, str], Forecaster]
    takes_none: bool = False
    needs: str = ""
    """Code of a delegation without which it makes no sense."""


def centre(decisions: Decisions, capability: str) -> FloatArray:
    """Return the weighted mean of each decision, `[N]`."""
    return outcome_layer.weighted_centre(
        *outcome_layer.as_drawn(decisions.position, decisions.influence(capability))
    )


def points_of(model: PointModel | JointModel, decisions: Decisions, capability: str) -> FloatArray:
    """Return what a model forecasts for each decision, `[N]`."""
    power = decisions.capability[capability]
    found = np.empty(len(decisions.issue))
    if isinstance(model, PointModel):
        for row, here in enumerate(decisions.takes_part):
            found[row] = model.point(
                decisions.position[row, here], power[row, here], decisions.salience[row, here]
            )
        return found
    group = groups(decisions.proposal)
    for one in range(int(group.max()) + 1):
        rows = np.flatnonzero(group == one)
        here = decisions.takes_part[rows].any(axis=0)
        place, salience = (table[rows][:, here].T for table in (decisions.position, decisions.salience))
        found[rows] = model.points(place, power[rows][:, here].max(axis=0), salience)
    return found


def _mean(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    return float(weighted_mean(position, capability, salience))


def _without_salience(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:
    return _mean(position, capability, np.ones_like(salience))


def _fifty(position: FloatArray, capability: FloatArray, salience: FloatArray) -> float:  # noqa: ARG001 - blind
    return 50.0


def _climatology(known: Decisions, capability: str) -> Forecaster:  # noqa: ARG001 - blind
    p = _heights(known.outcome)

    def forecast(decisions: Decisions, capability: str) -> FloatArray:  # noqa: ARG001 - blind
        return np.tile(p, (len(decisions.issue), 1))

    return forecast


def _pooled(known: Decisions, capability: str) -> Forecaster:
    """Learn the errors of the mean and put them all around every mean."""
    error = known.outcome - centre(known, capability)

    def forecast(decisions: Decisions, capability: str) -> FloatArray:
        return np.array([_heights(mean + error) for mean in centre(decisions, capability)])

    return forecast


def _scaled(known: Decisions, capability: str) -> Forecaster:
    """Learn the errors of the mean in units of how far apart the room stands, and put them around every mean so."""
    error = (known.outcome - centre(known, capability)) / _dispersion(known, capability)

    def forecast(decisions: Decisions, capability: str) -> FloatArray:
        middles, spreads = centre(decisions, capability), _dispersion(decisions, capability)
        return np.array(
            [_heights(mean + spread * error) for mean, spread in zip(middles, spreads, strict=True)]
        )

    return forecast


def _dispersion(decisions: Decisions, capability: str) -> FloatArray:
    """Return the standard deviation of positions by influence, `[N]`, at least one point."""
    place, power = outcome_layer.as_drawn(decisions.position, decisions.influence(capability))
    away = np.where(np.isnan(place), 0.0, place - outcome_layer.weighted_centre(place, power)[:, None])
    spread: FloatArray = np.sqrt((power * away**2).sum(axis=1) / power.sum(axis=1))
    return np.maximum(spread, 1.0)


def _heights(values: FloatArray) -> FloatArray:
    """Return how often each mark is the nearest one to values, those off the scale brought to its ends, `[G]`."""
    places = np.clip(np.rint(values), 0, 100).astype(np.int64)
    return np.bincount(places, minlength=len(outcome_layer.GRID)) / len(values)


def _marks(terms: Sequence[str]) -> Callable[[Decisions, str], Forecaster]:
    def learn(known: Decisions, capability: str) -> Forecaster:
        found = outcome_layer.fit(known.position, known.influence(capability), known.outcome, terms=terms)

        def forecast(decisions: Decisions, capability: str) -> FloatArray:
            influence = decisions.influence(capability)
            return outcome_layer.probabilities(decisions.position, influence, coefficients=found)

        return forecast

    return learn


def _of_traits(traits: Callable[[Decisions, str], FloatArray]) -> Callable[[Decisions, str], Forecaster]:
    """Return the outcome layer on traits of its own, `[N, G, K]`, with coefficients learned for them."""

    def learn(known: Decisions, capability: str) -> Forecaster:
        theta = outcome_layer.fit_terms(traits(known, capability), outcome_layer.nearest_marks(known.outcome))

        def forecast(decisions: Decisions, capability: str) -> FloatArray:
            return outcome_layer.probabilities_of(traits(decisions, capability), theta)

        return forecast

    return learn


def _by_users(known: Decisions, capability: str) -> Forecaster:
    """Learn the coefficients mark by mark, and forecast with them as a user would: from a table, by `import`."""
    found = outcome_layer.fit(
        known.position, known.influence(capability), known.outcome, terms=outcome_layer.BASIC
    )

    def forecast(decisions: Decisions, capability: str) -> FloatArray:
        return forecast_by_users(decisions, capability, found)

    return forecast


def marks_around(
    key: str, proposals: Sequence[str], issues: Sequence[str], centres: FloatArray
) -> SpreadModel:
    """Return the outcome layer around points that something else forecast, with coefficients learned around them.

    Args:
        key: What it is called.
        proposals: Of each decision `[N]`.
        issues: Likewise.
        centres: What was forecast for it, `[N]`.
    """
    centre_of = dict(zip(zip(proposals, issues, strict=True), centres.tolist(), strict=True))

    def traits(decisions: Decisions, capability: str) -> FloatArray:
        middle = np.array([centre_of[each] for each in zip(decisions.proposal, decisions.issue, strict=True)])
        found = outcome_layer.features(decisions.position, decisions.influence(capability), middle)
        return found[..., : len(outcome_layer.BASIC)]

    return SpreadModel(key=key, learn=_of_traits(traits), takes_none=True)


def _with_parliament(decisions: Decisions, capability: str) -> FloatArray:
    """Return the traits of marks, and one more: the position of the Parliament, whatever the reason for it."""
    traits = outcome_layer.features(decisions.position, decisions.influence(capability))
    place = decisions.position[:, decisions.delegations.index(_PARLIAMENT)]
    there = outcome_layer.GRID[outcome_layer.nearest_marks(place)][:, None] == outcome_layer.GRID
    mark = np.where(np.isnan(place)[:, None], 0.0, there)
    return np.concatenate([traits, mark[..., None]], axis=-1)


_PARLIAMENT: Final = "EP"
MEAN: Final = "mean"
"""The model that all others are compared with."""
SCALED: Final = "mean_scaled"
"""The best distribution that knows nothing of marks."""
POINT_MODELS: Final[tuple[PointModel | JointModel, ...]] = (
    PointModel(key=MEAN, point=_mean),
    PointModel(key="without_salience", point=_without_salience),
    PointModel(key="median", point=published_models.median),
    PointModel(key="nash", point=published_models.nash),
    PointModel(key="kalai_smorodinsky", point=published_models.kalai_smorodinsky, takes_none=True),
    PointModel(key="challenge", point=partial(published_models.challenge, "scholz-fixed")),
    PointModel(key="challenge_published", point=partial(published_models.challenge, "scholz-published")),
    PointModel(key="challenge_printed", point=partial(published_models.challenge, "scholz-printed")),
    PointModel(key="challenge_masad", point=partial(published_models.challenge, "masad")),
    PointModel(key="spatial", point=published_models.spatial),
    PointModel(key="confidence", point=published_models.confidence),
    JointModel(key="exchange", points=published_models.exchange),
    PointModel(key="fifty", point=_fifty, takes_none=True),
)
SPREAD_MODELS: Final = (
    SpreadModel(key="climatology", learn=_climatology, takes_none=True),
    SpreadModel(key="mean_pooled", learn=_pooled),
    SpreadModel(key=SCALED, learn=_scaled),
    SpreadModel(key="marks_3", learn=_marks(outcome_layer.BASIC)),
    SpreadModel(key="marks_3_imported", learn=_by_users),
    SpreadModel(key="marks_8", learn=_marks(outcome_layer.TERMS)),
    SpreadModel(key="marks_8_parliament", learn=_of_traits(_with_parliament), needs=_PARLIAMENT),
)


def capabilities_of(model: PointModel | JointModel | SpreadModel, decisions: Decisions) -> tuple[str, ...]:
    """Return under which capabilities a model is tested on a table; an empty one if that is no question."""
    if isinstance(model, SpreadModel) and model.needs and model.needs not in decisions.delegations:
        return ()
    return ("",) if model.takes_none else tuple(decisions.capability)
