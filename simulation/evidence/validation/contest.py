"""One measure on which a model of ours is held against simple models, and the verdict that follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, Self

from simulation.stats.interval import Estimate

__all__ = ["Better", "Contest", "Verdict", "contest", "plain"]

type Verdict = Literal["better", "alike", "worse"]
type Better = Literal["less", "more", "near"]
"""Which values are better; `near`: those near to what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """How good one model of ours was by one measure, beside simple models on the same data."""

    key: str
    """Such as `deu3.error.conference`."""
    better: Better
    n: int
    """What was forecast: decisions, votes, pairs."""
    ours: str
    value: Estimate
    simple: Mapping[str, Estimate]
    """By model."""
    beyond: Mapping[str, Estimate]
    """Ours less each simple model, paired; where `near` is better, how much further ours is from what happened."""
    target: Estimate | None = None
    """What happened, where `near` is better."""

    @property
    def strongest(self) -> str:
        """The simple model that ours is held against: that with the best value among those that beat ours beyond noise.

        If none does, among all; of equals the first.
        """
        ahead = [model for model, beyond in self.beyond.items() if self._verdict(beyond) == "worse"]
        return min(ahead or self.simple, key=lambda model: self.loss(self.simple[model].value))

    @property
    def difference(self) -> Estimate:
        """Ours less the strongest simple model."""
        return self.beyond[self.strongest]

    @property
    def verdict(self) -> Verdict:
        """Whether ours is better than the strongest simple model, worse, or cannot be told apart from it."""
        return self._verdict(self.difference)

    def against(self, model: str) -> Verdict:
        """Return whether ours is better than a simple model: only where the interval of the difference leaves out 0."""
        return self._verdict(self.beyond[model])

    def _verdict(self, beyond: Estimate) -> Verdict:
        if not (isfinite(beyond.low) and isfinite(beyond.high) and beyond.is_clear):
            return "alike"
        return "better" if (beyond.value > 0) == (self.better == "more") else "worse"

    def loss(self, value: float) -> float:
        """Return how bad a value is: of two the better one has less."""
        if self.better == "near" and self.target is not None:
            return abs(value - self.target.value)
        return -value if self.better == "more" else value

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        target = {} if self.target is None else {"happened": plain(self.target)}
        return {
            "key": self.key,
            "better": self.better,
            "n": self.n,
            **target,
            "ours": {"model": self.ours, **plain(self.value)},
            "simple": [
                {"model": model, **plain(value), "beyond": plain(self.beyond[model])}
                for model, value in self.simple.items()
            ],
        }

    @classmethod
    def of(cls, data: Mapping[str, Any], level: float) -> Self:
        """Return what plain data holds.

        Args:
            data: As `as_data` returns it.
            level: Of the intervals.

        Raises:
            KeyError: if something is missing.
        """
        n = data["n"]
        return cls(
            key=data["key"],
            better=data["better"],
            n=n,
            ours=data["ours"]["model"],
            value=_estimate(data["ours"], n, level),
            simple={row["model"]: _estimate(row, n, level) for row in data["simple"]},
            beyond={row["model"]: _estimate(row["beyond"], n, level) for row in data["simple"]},
            target=_estimate(data["happened"], n, level) if "happened" in data else None,
        )


def contest[M](
    key: str,
    *,
    better: Better,
    n: int,
    ours: str,
    models: Mapping[str, M],
    value: Callable[[M], Estimate],
    beyond: Callable[[M, M], Estimate],
    target: Estimate | None = None,
) -> Contest | None:
    """Return ours beside all other models; None if ours or everything else is not among them.

    Args:
        key: What it is called.
        better: Which values are better.
        n: How much was forecast.
        ours: The key of ours among the models.
        models: What each model came out with.
        value: Of one model.
        beyond: Of ours less another, paired.
        target: What happened, where `near` is better.
    """
    simple = {name: found for name, found in models.items() if name != ours}
    if ours not in models or not simple:
        return None
    return Contest(
        key=key,
        better=better,
        n=n,
        ours=ours,
        value=value(models[ours]),
        simple={name: value(found) for name, found in simple.items()},
        beyond={name: beyond(models[ours], found) for name, found in simple.items()},
        target=target,
    )


def plain(estimate: Estimate) -> dict[str, float | None]:
    """Return value and ends for JSON: null where an interval has no end."""
    return {
        name: round(float(number), 6) if isfinite(number) else None
        for name, number in (("value", estimate.value), ("low", estimate.low), ("high", estimate.high))
    }


def _estimate(data: Mapping[str, Any], n: int, level: float) -> Estimate:
    return Estimate.of({**{name: data[name] for name in ("value", "low", "high")}, "n": n, "level": level})
