"""Leaves out one roll call at a time, or one region, and asks every model for what it has not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.backtest.grouped import LEVEL, RESAMPLES
from simulation.evidence.ballots import ballot_scores, forms
from simulation.evidence.ballots.ballot_scores import Score
from simulation.evidence.ballots.earlier_votes import Body, body_of
from simulation.evidence.ballots.forms import Knows
from simulation.evidence.ballots.vote_tables import Groups, Positions, RollCalls
from simulation.evidence.validation.bins import Curve
from simulation.evidence.validation.contest import Contest
from simulation.evidence.work_counted import Counted, Progress
from simulation.version import version

__all__ = ["REGIMES", "Backtest", "Regime", "backtest_votes", "evidence", "models_of"]


FORMAT: Final = "delegation-sim backtest votes 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
REGIMES: Final = ("leave_one_out", "all_others", "forecast")
"""What a model learns from, and which votes of members it knows. It learns from all others and knows the earlier ones,
learns from all others and knows them all, or learns from earlier ones and knows those."""
_FEWEST: Final = 4
"""Earlier roll calls that a forecast needs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regime:
    """What came out under one of `REGIMES`."""

    key: str
    asked: tuple[int, ...]
    """Places of the roll calls that were asked for."""
    chance: Mapping[str, FloatArray]
    """By model, the chances of yes, abstention and no, `[K, M, 3]`; NaN where not asked for."""
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backtest:
    """What came out."""

    calls: RollCalls
    regimes: tuple[Regime, ...]
    seed: int
    band: float
    """Band of abstention in units of noise, and slopes, of our form fitted to all roll calls."""
    slopes: tuple[float, ...]
    memory: float
    """Years after which another roll call says less by a factor of e, learned likewise."""
    unlisted: tuple[str, ...]
    """Members that have no row in the table of countries; nobody without such a table."""
    first: tuple[str, ...]
    """Roll calls before which nothing was voted on: where only earlier votes are known, copies have nothing to copy."""
    after_first: tuple[Score, ...]
    """Ours, then the copies, knowing only earlier votes, on the other roll calls; nothing if there are none."""

    @property
    def contests(self) -> tuple[Contest, ...]:
        """Ours beside simple models, for the table of the page on validation."""
        return tuple(
            one
            for regime in self.regimes
            for one in ballot_scores.contests_of_votes(regime.key, regime.scores)
        )

    @property
    def reliability(self) -> Curve | None:
        """How often members voted yes by the chance that ours gave it, knowing only earlier votes."""
        first = next((regime for regime in self.regimes if regime.key == REGIMES[0]), None)
        return (
            None
            if first is None
            else ballot_scores.reliability(self.calls, first.chance[forms.OURS], self.seed)
        )

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        calls = self.calls
        return {
            "format": FORMAT,
            "version": version(),
            "seed": self.seed,
            "roll_calls": [
                {"resolution": key, "date": day, "votes": int((vote >= 0).sum())}
                for key, day, vote in zip(calls.key, calls.date, calls.vote, strict=True)
            ],
            "left_out": list(calls.unvoted),
            "members": len(calls.members),
            "members_without_country": list(self.unlisted),
            "level": LEVEL,
            "resamples": RESAMPLES,
            "fitted": {"band": self.band, "slopes": list(self.slopes), "memory": self.memory},
            "regimes": [
                {
                    "regime": regime.key,
                    "asked": [calls.key[place] for place in regime.asked],
                    "models": [score.as_data() for score in regime.scores],
                }
                for regime in self.regimes
            ],
            "first": {"roll_calls": list(self.first), "others": [one.as_data() for one in self.after_first]},
            "contests": [one.as_data() for one in self.contests],
            "figures": {} if self.reliability is None else {"votes": self.reliability.as_data()},
        }


def backtest_votes(
    calls: RollCalls,
    positions: Positions | None,
    groups: Groups | None,
    *,
    seed: int,
    regimes: Sequence[str] = REGIMES,
    progress: Progress | None = None,
) -> Backtest:
    """Return scores of models on roll calls that they have not seen. The same seed gives the same bytes.

    Args:
        calls: Recorded votes.
        positions: Where members stand on other subjects; without them nothing spatial is tested.
        groups: Who belongs to groups that speak with one voice.
        seed: Of the resamples behind intervals.
        regimes: What models learn from and know of, some of `REGIMES`.
        progress: Told how many forecasts are made, of how many.
    """
    body, line = body_of(calls, positions), forms.lines_of(groups, calls.members)
    models = models_of(body, line, spatial=positions is not None)
    asked = {key: _asked(key, body) for key in regimes}
    note = Counted(progress, len(models) * sum(map(len, asked.values())))
    found = []
    for key in (one for one in regimes if asked[one]):
        made = {}
        for name, model in models.items():
            made[name] = np.full((*calls.vote.shape, 3), np.nan)
            for call in asked[key]:
                made[name][call] = model(call, *evidence(key, body, call))
                note()
        score = ballot_scores.scored(calls, made, seed)
        found.append(Regime(key=key, asked=tuple(asked[key]), chance=made, scores=score))
    ours = forms.fitted(forms.FORMS[0], body, line, range(len(calls.key)), _known_before(body, None))
    return Backtest(
        calls=calls,
        regimes=tuple(found),
        seed=seed,
        band=ours.ballot.band,
        slopes=tuple(ours.ballot.slope.tolist()),
        memory=ours.memory,
        unlisted=() if groups is None else groups.without_row(calls.members),
        first=tuple(key for key, has in zip(calls.key, body.earlier.any(axis=1), strict=True) if not has),
        after_first=_after_first(body, found, seed),
    )


def _after_first(body: Body, regimes: Sequence[Regime], seed: int) -> tuple[Score, ...]:
    """Return how good ours and the copies were where there was an earlier roll call to copy."""
    chance = next((regime.chance for regime in regimes if regime.key == REGIMES[0]), None)
    later = body.earlier.any(axis=1)
    if chance is None or not later.any():
        return ()
    made = {key: np.where(later[:, None, None], chance[key], np.nan) for key in (forms.OURS, *forms.COPIES)}
    return ballot_scores.scored(body.calls, made, seed)


def models_of(body: Body, line: FloatArray, *, spatial: bool = True) -> dict[str, forms.Model]:
    """Return what is tested, by key: ours first. Without positions nothing spatial is."""
    tested = [form for form in forms.FORMS if spatial or "record" in form.terms]
    found = {form.key: forms.model_of(form, body, line) for form in tested}
    found |= {key: forms.copy_of(key, body) for key in forms.COPIES}
    return found | {forms.USUAL: forms.usual_of(body)}


def _asked(regime: str, body: Body) -> list[int]:
    before = body.earlier.sum(axis=1)
    return [call for call in range(len(before)) if regime != "forecast" or before[call] >= _FEWEST]


def evidence(regime: str, body: Body, call: int) -> tuple[Sequence[int], Knows]:
    """Return from which roll calls a model may learn, and what it may know of when each of them is asked."""
    others = np.arange(len(body.calls.key)) != call
    if regime == "all_others":
        return np.flatnonzero(others).tolist(), lambda one: others & (np.arange(len(others)) != one)
    train = body.earlier[call] if regime == "forecast" else others
    return np.flatnonzero(train).tolist(), _known_before(body, call)


def _known_before(body: Body, left_out: int | None) -> Knows:
    def knows(one: int) -> BoolArray:
        known: BoolArray = body.earlier[one].copy()
        if left_out is not None:
            known[left_out] = False
        return known

    return knows
