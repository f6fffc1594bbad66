"""What a study found, ready to be shown: estimates by variant, paired differences, pairs that stand together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from simulation.arrays import ByValue
from simulation.in_notebook import InNotebook
from simulation.protocols.parameter_sets.asked_parameters import DRAWN, MEDIAN
from simulation.stats.interval import Estimate
from simulation.study.study_measures import label_of
from simulation.version import short_hash
from simulation.words import Said, said

__all__ = ["Example", "Finding", "Pair", "StudySummary"]

_NAMED: Final = 3
"""Variants that are named if more have no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A parameter that turns an effect round, or comes nearest to it."""

    parameter: str
    """Dotted, such as `signal.isolation`."""
    threshold: float
    above: Estimate
    """The effect over the sets in which the parameter is larger than that."""
    below: Estimate
    """Over the others."""
    is_clear: bool
    """Whether both lie farther apart than chance would put them on any parameter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """How an effect holds across the sets of parameters that were drawn."""

    sets: int
    """How many were drawn."""
    parameters: float
    """What sets make of the squared width of its interval, 0..1; the rest is chance."""
    same: Estimate
    """Share of the sets in which the effect has its sign."""
    unchanged: float
    """Share of the sets that show no change."""
    other: float
    """Share of the sets in which it has the other sign; the three add up to 1."""
    is_robust: bool
    """Whether it has its sign in nine of ten sets or more."""
    is_apart: bool
    """Whether effects in sets lie farther apart than noise puts them, far enough that one in ten can lack the sign."""
    turn: Turn | None
    """Of an effect that is not robust; None: it is, or no parameter varies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One outcome over all variants."""

    key: str
    """Such as `class.partial`, `option.Q1.tunis`, `gain.BRA`, `clauses_open`."""
    label: Said
    """What it is called."""
    group: str
    """`ending` (the eight classes), `text`, `process`, `gain`, `legitimacy`, `option`."""
    unit: Literal["share", "number"]
    """A share of replications (0..1), or a number with a mean."""
    estimates: tuple[Estimate, ...]
    """By variant."""
    differences: tuple[Estimate, ...]
    """Variant less the first one, paired, by variant after the first; empty unless variants are compared."""
    quantiles: tuple[tuple[float, ...], ...] = ()
    """Of a number: by variant the 20 quantiles at 2.5, 7.5, ... 97.5 of 100, the middle of each twentieth of the runs,
    so that each stands for 5 of 100; empty for shares."""
    same: tuple[bool, ...] = ()
    """Whether no pair differs at all (numbers: by 1e-9 at most), by variant after the first; as long as
    `differences`."""
    chance: tuple[Estimate, ...] = ()
    """Where codings or parameters are drawn, whose intervals `estimates` hold: the same with those of chance alone;
    else empty."""
    chance_differences: tuple[Estimate, ...] = ()
    """Likewise of `differences`."""
    across: tuple[Across | None, ...] = ()
    """Where parameters are drawn, how each of `differences` holds across the sets; None: there is no effect, or there
    are too few sets to tell. Empty where none are drawn."""

    @property
    def occurs(self) -> bool:
        """Whether there is anything to tell: a number, or what happens in any variant."""
        return self.unit == "number" or any(estimate.value for estimate in self.estimates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How often two delegations stood in one coalition, over all clauses and replications of a variant."""

    variant: str
    first: str
    second: str
    together: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A replication worth a look, with the command that plays it again."""

    variant: str
    replication: int
    outcome_class: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StudySummary(ByValue, InNotebook):
    """All that a page about a study shows. Two are equal if all that was found is."""

    kind: str
    case: str
    title: str
    variants: tuple[str, ...]
    """Keys."""
    words: tuple[Said, ...]
    """What was changed, by variant, for a list of changes."""
    replications: int
    """Of each variant that were finished and count."""
    asked: int
    """Replications of each variant that were asked for."""
    seed: int
    level: float
    version: str
    scenario_hash: str
    command: str
    findings: tuple[Finding, ...]
    pairs: tuple[Pair, ...]
    examples: tuple[Example, ...]
    names: Mapping[str, str]
    """Short name of each delegation by key."""
    brackets: tuple[tuple[tuple[float, float, float], ...], ...]
    """Clauses in brackets after each session, by variant: 5th, 50th and 95th hundredth. A run that ends early counts
    on with its last number."""
    analysis: Mapping[str, Any]
    """Of a sweep or a sensitivity analysis: design, indices, boxes, as plain data; else empty."""
    changes: tuple[tuple[str, ...], ...] = ()
    """The same by variant as users write it: `rule=simple_majority`; empty where nobody says."""
    issues: Mapping[str, str] = field(default_factory=dict)
    """Name of each issue by key; what is missing is called by its key."""
    unmeasured: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each outcome that is no finding since some variants have no value of it: their keys. Such an outcome was asked
    for, or has values in other variants."""
    outcomes: tuple[str, ...] = ()
    """Keys of what was asked for, `gain.*` for all that begin so; empty: the usual ones."""
    holders: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Agents of the user's own that play, by seat: `agent`, as it was named, and `sha256` of its file."""
    is_held_throughout: bool = True
    """Whether they play in every variant, the base too."""
    codings: Mapping[str, Any] = field(default_factory=dict)
    """Where what the case marks as judgement is drawn: how many codings, and which of them tips the ending; else
    empty."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Where parameters are drawn: of which table (`source`, `sha256`, `size`), and how many sets (`drawn`), one for
    `drawn_together` replications in a row. Where they are not: `source` is `median`, of so many (`size`) shipped sets;
    empty where no table speaks of what plays."""
    language_note: str = ""
    """The sentence that texts of the case are in another language than the study is told in; empty: they are not."""

    def __repr__(self) -> str:
        """Return which study it is, and how often it was played."""
        variants = self.variants if len(self.variants) <= _NAMED else (*self.variants[:_NAMED], "...")
        return (
            f"<StudySummary of {self.case}: {self.kind}, seed {self.seed}, {self.replications} replications of "
            f"{', '.join(variants)}>"
        )

    @property
    def held(self) -> tuple[Said, ...]:
        """Sentences on which agents of the user's own hold which seats, as files that can be told by their hash."""
        told = "report.held" if self.is_held_throughout else "report.held.some"
        return tuple(
            said(told, agent=one["agent"], sha256=short_hash(one["sha256"]), seat=self.names.get(key, key))
            for key, one in self.holders.items()
        )

    @property
    def coded(self) -> tuple[Said, ...]:
        """Sentences on the codings that were drawn, and on what of them tips the ending; none if none were."""
        if not self.codings:
            return ()
        number = said(
            "study.codings.drawn", n=self.codings["codings"], together=self.codings["drawn_together"]
        )
        told = said(f"study.codings.intervals.{self.kind}", level=f"{100 * self.level:.0f}")
        return Said.joined(number, told), self.codings["sentence"]

    @property
    def drawn(self) -> tuple[Said, ...]:
        """Sentences on the sets of parameters that were drawn, or on their medians, which stand where none were."""
        if not self.parameters:
            return ()
        if self.parameters["source"] == MEDIAN:
            return (said("study.parameters.median", size=self.parameters["size"]),)
        shipped = self.parameters["source"] == DRAWN
        told = {"size": self.parameters["size"], "source": self.parameters["source"]}
        told |= {
            "sha256": short_hash(self.parameters["sha256"]),
            "together": self.parameters["drawn_together"],
        }
        key = "study.parameters.drawn" if shipped else "study.parameters.drawn.own"
        number = said(key, n=self.parameters["drawn"], **told)
        level = f"{100 * self.level:.0f}"
        return (Said.joined(number, said(f"study.parameters.intervals.{self.kind}", level=level)),)

    def gaps(self, keys: Iterable[str]) -> tuple[Said, ...]:
        """Return sentences on what could not be measured where: one for all outcomes that the same variants lack."""
        lacking: dict[tuple[str, ...], list[Said]] = {}
        for key in keys:
            lacking.setdefault(self.unmeasured[key], []).append(label_of(key, self.names))
        return tuple(
            said("study.gap", variants=_listed(variants), what=Said.apart(labels))
            for variants, labels in lacking.items()
        )

    def finding(self, key: str) -> Finding:
        """Return a finding by its key.

        Raises:
            KeyError: if the study has no such finding.
        """
        for finding in self.findings:
            if finding.key == key:
                return finding
        raise KeyError(key)


def _listed(variants: tuple[str, ...]) -> Said:
    more = len(variants) - _NAMED
    named = Said.listed(variants[:_NAMED])
    return said("list.more", n=more, names=named) if more > 0 else named
