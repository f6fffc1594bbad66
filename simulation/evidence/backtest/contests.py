"""Holds the conference, and the outcome layer, against simple models on decisions that were taken."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.backtest import models
from simulation.evidence.backtest.council_cases import KEY, Played
from simulation.evidence.backtest.decision_ends import ends_at, expected_at
from simulation.evidence.backtest.decisions import EQUAL, Decisions
from simulation.evidence.backtest.forecast_score import Forecasts
from simulation.evidence.backtest.grouped import Resampled, is_for_fitting
from simulation.evidence.validation.contest import Contest, contest
from simulation.models import scores
from simulation.models.outcome_layer import GRID, nearest_marks

__all__ = ["contests"]

_MARKS: Final = "marks_3"
_LAYERED: Final = "marks_3_conference"
_POINTS: Final = (models.MEAN, "median", "fifty")
_SPREADS: Final = (models.SCALED, "mean_pooled", "climatology")
_SHARES: Final = ("reference_named", "commission", "position")


def contests(
    decisions: Decisions, forecasts: Sequence[Forecasts], resampled: Resampled, played: Played | None
) -> tuple[Contest, ...]:
    """Return ours beside simple models, all with equal capability: error of a point, CRPS, and where decisions end.

    What plays the conference is held against what does not; the outcome layer around the mean also against lesser ones.
    Only the half of the decisions counts that nothing may be fitted to; where there is none, there are no contests.

    Args:
        decisions: What was decided.
        forecasts: All that were made.
        resampled: Gives the intervals.
        played: The conference; None: it was not played.
    """
    judged = ~is_for_fitting(decisions.proposal)
    if not judged.any():
        return ()
    made = {one.model: one for one in forecasts if one.capability in {"", EQUAL}}
    errors = {name: np.abs(one.point - decisions.outcome) for name, one in made.items()}
    chosen = nearest_marks(decisions.outcome, GRID)
    crps = {
        name: scores.crps(one.probability, chosen)
        for name, one in made.items()
        if one.probability is not None
    }
    wanted = [
        _of_means("error", ours, simple, errors, resampled=resampled, judged=judged)
        for ours, simple in ((KEY, (*_POINTS, _MARKS)), (_LAYERED, (*_POINTS, _MARKS)), (_MARKS, _POINTS))
    ]
    wanted += [
        _of_means("crps", ours, simple, crps, resampled=resampled, judged=judged)
        for ours, simple in ((_LAYERED, (*_SPREADS, _MARKS)), (_MARKS, _SPREADS))
    ]
    wanted += [] if played is None else _of_shares(decisions, made, resampled, played, judged)
    return tuple(one for one in wanted if one is not None)


def _of_means(
    measure: str,
    ours: str,
    simple: Sequence[str],
    values: Mapping[str, FloatArray],
    *,
    resampled: Resampled,
    judged: BoolArray,
) -> Contest | None:
    """Return a contest about means of values `[N]` of judged decisions; less is better."""
    return contest(
        f"deu3.{measure}.{ours}",
        better="less",
        n=int(judged.sum()),
        ours=ours,
        models={name: values[name] for name in (ours, *simple) if name in values},
        value=lambda one: resampled.mean(one, judged),
        beyond=lambda one, other: resampled.mean(one - other, judged),
    )


def _of_shares(
    decisions: Decisions,
    made: Mapping[str, Forecasts],
    resampled: Resampled,
    played: Played,
    judged: BoolArray,
) -> Iterator[Contest | None]:
    """Yield contests about where decisions end: whoever's share is nearer to that of what was decided is better."""
    happened = ends_at(decisions, decisions.outcome[:, None])
    found = {KEY: ends_at(decisions, played.outcome)}
    found |= {name: ends_at(decisions, made[name].point[:, None]) for name in _POINTS if name in made}
    if _MARKS in made and made[_MARKS].probability is not None:
        found[_MARKS] = expected_at(decisions, made[_MARKS].probability)
    for share in (name for name in _SHARES if name in happened):
        target, on_some = happened[share]
        chosen = judged if on_some is None else judged & on_some
        if not chosen.any():
            continue
        yield contest(
            f"deu3.{share}.{KEY}",
            better="near",
            n=int(chosen.sum()),
            ours=KEY,
            models={name: one[share][0] for name, one in found.items()},
            value=partial(resampled.mean, chosen=chosen),
            beyond=partial(resampled.further, target=target, chosen=chosen),
            target=resampled.mean(target, chosen),
        )
