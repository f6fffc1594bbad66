"""What a sensitivity analysis found, as numbers and in words."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar, Final, Literal

from simulation.stats.interval import Estimate
from simulation.stats.resample import Noise, fewest_replications
from simulation.study.convergence import Convergence, enumerated
from simulation.study.kept_findings import as_data
from simulation.words import Said, said

__all__ = ["Effect", "Influence", "MorrisIndices", "Outcome", "SobolIndices", "Together"]

_WIDEST: Final = 0.5
"""A share of variance with a wider interval than this says nothing."""
_WITHIN: Final = 0.1
"""By which what a factor explains alone may pass what it has a part in, by chance."""
_FEWEST_SAMPLES: Final = 128
_TOLD: Final = 3
"""Factors whose figures a sentence gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How sentences speak of an outcome."""

    about: str | Said = "the outcome"
    """After `matters most for`: such as `whether the text is adopted`."""
    measure: str | Said = "it"
    """After `changes`: such as `the share adopted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one factor does to an outcome as it is moved over its range, in units of the outcome (Morris 1991)."""

    key: str
    label: str | Said
    has_order: bool
    """Whether the factor has a range; choices without order are switched instead, one for another."""
    mu_star: Estimate
    """Mean of the absolute effects: how much it matters."""
    mu: Estimate
    """Mean of the effects: which way; near nought with a large `mu_star`, it depends on the other factors."""
    sigma: float
    """Spread of the effects: the larger, the more it depends on the others or bends."""
    floor: float | None
    """What `mu_star` seldom passes if there is nothing but noise; None where replications are too few to tell."""
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """Which share of the variance of an outcome between points is due to one factor (Sobol 2001)."""

    key: str
    label: str | Said
    first: Estimate
    """By itself."""
    total: Estimate
    """With all that it does together with others."""
    floor: float | None
    """What `total` seldom passes if there is nothing but noise; None where replications are too few to tell."""
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Which share of the variance two factors explain together, beyond what each explains by itself."""

    keys: tuple[str, str]
    share: Estimate


class _Indices(ABC):
    """What a method found of all factors."""

    method: ClassVar[Literal["morris", "sobol"]]

    @property
    @abstractmethod
    def sentence(self) -> Said:
        """What was found, in words."""

    def to_plain(self) -> dict[str, Any]:
        """Return the indices as plain data."""
        return {"method": self.method, "sentence": self.sentence, **as_data(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MorrisIndices(_Indices):
    """Elementary effects of all factors on one outcome."""

    method = "morris"

    effects: tuple[Effect, ...]
    """In the order of the factors of the design."""
    noise: Noise
    convergence: Convergence
    trajectories: int
    level: float
    outcome: Outcome

    @property
    def sentence(self) -> Said:
        """What was found, in words."""
        if self.effects[0].floor is None:
            return _too_few(self.noise, self.level, self.outcome)
        clear = sorted((one for one in self.effects if one.is_clear), key=lambda one: -one.mu_star.value)
        first = [
            said(
                f"index.morris.{'moved' if one.has_order else 'switched'}",
                measure=self.outcome.measure,
                **_figures(one.mu_star),
            )
            for one in clear[:1]
        ]
        told = [
            *first,
            *(said("index.morris", name=one.label, **_figures(one.mu_star)) for one in clear[1:_TOLD]),
        ]
        sizes = [one.mu_star for one in clear]
        unclear = [one.label for one in self.effects if not one.is_clear]
        return _sentence([one.label for one in clear], sizes, told, unclear, self.outcome.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class SobolIndices(_Indices):
    """Shares of variance of all factors for one outcome."""

    method = "sobol"

    influences: tuple[Influence, ...]
    """In the order of the factors of the design."""
    pairs: tuple[Together, ...]
    """Largest first; empty if the design tells no pairs."""
    noise: Noise
    convergence: Convergence
    samples: int
    mean: float
    """Of the outcome over all points."""
    level: float
    outcome: Outcome

    @property
    def sentence(self) -> Said:
        """What was found, in words."""
        if self.influences[0].floor is None:
            return _too_few(self.noise, self.level, self.outcome)
        clear = sorted((one for one in self.influences if one.is_clear), key=lambda one: -one.total.value)
        if any(_is_vague(one) for one in clear):
            needed = max(_FEWEST_SAMPLES, 4 * self.samples)
            return said("index.vague", about=self.outcome.about, samples=self.samples, needed=needed)
        told = [
            said(
                "index.sobol" if place else "index.sobol.first",
                name=one.label,
                total=_percents(one.total),
                own=_percents(one.first),
            )
            for place, one in enumerate(clear[:_TOLD])
        ]
        unclear = [one.label for one in self.influences if not one.is_clear]
        sizes = [one.total for one in clear]
        return _sentence([one.label for one in clear], sizes, told, unclear, self.outcome.about)


def _sentence(
    clear: Sequence[str | Said],
    sizes: Sequence[Estimate],
    told: Sequence[Said],
    unclear: Sequence[str | Said],
    about: str | Said,
) -> Said:
    """Return one sentence from the factors with a clear effect, largest first, and those without."""
    if not clear:
        names = reduce(lambda first, other: said("index.nor", first=first, next=other), unclear)
        names = Said.begun(names) if len(unclear) == 1 else names
        return said("index.nothing", n=len(unclear), names=names, about=about)
    level = [
        name for name, size in zip(clear[1:], sizes[1:], strict=True) if size.high >= sizes[0].low
    ]  # not told apart from the first
    kind = "level" if level else "only" if len(clear) + len(unclear) == 1 else "most"
    parts = [
        said(f"index.{kind}", about=about, first=clear[0], others=enumerated(level), told=told[0]),
        *told[1:],
    ]
    if rest := [name for name in clear[_TOLD:] if name not in level]:
        parts.append(said("index.rest", n=len(rest), names=enumerated(rest)))
    if unclear:
        parts.append(said("index.unclear", n=len(unclear), names=enumerated(unclear)))
    return Said.clauses(parts)


def _is_vague(influence: Influence) -> bool:
    """Return whether shares of variance are too unsure to rank by, or more than all is explained by one alone."""
    first, total = influence.first, influence.total
    widths = (min(1.0, one.high) - max(0.0, one.low) for one in (first, total))
    return max(widths) > _WIDEST or first.value > total.value + _WITHIN


def _too_few(noise: Noise, level: float, outcome: Outcome) -> Said:
    needed = fewest_replications(level)
    return said("index.too_few", n=noise.replications, about=outcome.about, needed=needed)


def _figures(estimate: Estimate) -> dict[str, Said]:
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    # Two figures at least.
    return {name: Said.decimal(end, ".2f" if abs(end) < 10 else ".0f") for name, end in ends.items()}  # noqa: PLR2004


def _percents(estimate: Estimate) -> Said:
    # A share of variance lies between nought and one, whatever an estimate makes of it.
    value, low, high = (
        f"{100 * min(1.0, max(0.0, number)):.0f}" for number in (estimate.value, estimate.low, estimate.high)
    )
    return said("index.percent", value=value, low=low, high=high)
