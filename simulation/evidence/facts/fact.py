"""What a fact is before anything is played, and what is said of it afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np

from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import RoomSpec
from simulation.stats.interval import Estimate

__all__ = [
    "ENOUGH",
    "FEWEST",
    "LEVEL",
    "Claim",
    "ClaimResult",
    "Control",
    "ControlResult",
    "Expects",
    "Fact",
    "FactResult",
    "InFamily",
    "Measure",
    "Role",
    "Verdict",
]

type Rooms = Mapping[str, Played]
type Measure = Callable[[Rooms], Estimate]
type Role = Literal["primary", "additional", "note"]
type Expects = Literal["more", "less", "no more", "no less"]
type Verdict = Literal["shown", "in part", "not shown", "opposite", "by construction"]

ENOUGH: Final = 5
"""Families of rooms in which a fact has to hold, of six."""
LEVEL: Final = 0.95
"""Confidence of every interval of the battery."""
FEWEST: Final = 50
"""A claim that rests on fewer values counts as not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One comparison, with what is expected of it; all of it is fixed before anything is played."""

    words: str
    """What is measured, with the menu: `full agreement, majority less consensus, TXT`."""
    measure: Measure
    expects: Expects = "more"
    """More and less: the interval leaves out zero. No more and no less: its end stays within the margin."""
    margin: float = 0.0
    role: Role = "primary"
    """Primary: the fact itself. Additional: a further claim of the same sentence. Note: judged by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A stylised fact with the variants of generated rooms that test it."""

    number: int
    name: str
    source: str
    direction: str
    """What is expected, in one sentence."""
    trap: str
    """How a model could show it for the wrong reason, and how that is avoided here."""
    variants: Mapping[str, RoomSpec]
    claims: tuple[Claim, ...]
    keeps: Mapping[str, str] = field(default_factory=dict)
    """Fields of its rooms that no family changes, each with the reason: what the fact itself moves or is about, or what
    would leave nothing to test."""
    times: int = 1
    """Pairs needed for each replication asked for: small effects need more."""
    by_construction: str = ""
    """Why the model cannot fail to show it; empty for most."""
    amended: str = ""
    """What was changed in variants, measures or roles after a first result, with that result; empty: nothing was."""
    mechanism: str = ""
    """Which changes of the conference itself were made while looking at this fact, or carry it; empty: none."""

    @property
    def key(self) -> str:
        """Its name on the command line."""
        return f"F{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimResult:
    """What came out for a claim."""

    words: str
    role: Role
    expects: Expects
    margin: float
    estimate: Estimate
    holds: bool
    is_opposite: bool
    """The interval leaves out zero (or the margin) on the other side."""

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data; ends of the interval that are not finite are None."""

        def number(value: float) -> float | None:
            return float(value) if np.isfinite(value) else None

        return {
            "words": self.words,
            "role": self.role,
            "expects": self.expects,
            "margin": self.margin,
            "value": number(self.estimate.value),
            "low": number(self.estimate.low),
            "high": number(self.estimate.high),
            "n": self.estimate.n,
            "holds": self.holds,
            "is_opposite": self.is_opposite,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class InFamily:
    """What came out for a fact in one family of rooms."""

    family: str
    verdict: Verdict
    claims: tuple[ClaimResult, ...]
    is_changed: bool
    """Whether its rooms are others there than the fact has by itself."""

    @property
    def holds(self) -> bool:
        """Whether the fact is shown there, if only by construction."""
        return self.verdict in {"shown", "by construction"}

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "family": self.family,
            "verdict": self.verdict,
            "is_changed": self.is_changed,
            "claims": [claim.as_data() for claim in self.claims],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FactResult:
    """What came out for a fact."""

    fact: Fact
    verdict: Verdict
    """Over all families."""
    families: tuple[InFamily, ...]
    seed: int
    replications: int
    """Pairs of each comparison, before any condition."""
    version: str

    @property
    def claims(self) -> tuple[ClaimResult, ...]:
        """Results in the first family of rooms: the fact's own rooms, unless others were chosen."""
        return self.families[0].claims

    @property
    def is_by_construction(self) -> bool:
        """Whether it holds because it was built in."""
        return self.verdict == "by construction"

    @property
    def held(self) -> int:
        """In how many families it holds."""
        return sum(one.holds for one in self.families)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "fact": self.fact.key,
            "name": self.fact.name,
            "source": self.fact.source,
            "direction": self.fact.direction,
            "trap": self.fact.trap,
            "by_construction": self.fact.by_construction,
            "amended": self.fact.amended,
            "mechanism": self.fact.mechanism,
            "keeps": dict(self.fact.keeps),
            "verdict": self.verdict,
            "held": self.held,
            "fails_in": [one.family for one in self.families if not one.holds],
            "opposite_in": [one.family for one in self.families if one.verdict == "opposite"],
            "claims": [claim.as_data() for claim in self.claims],
            "families": [one.as_data() for one in self.families],
            "seed": self.seed,
            "replications": self.replications,
            "level": LEVEL,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A change that must change nothing."""

    key: str
    name: str
    variants: Mapping[str, RoomSpec]
    check: Callable[[Rooms], tuple[bool, str]]
    """Whether nothing changed, and the figures in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlResult:
    """Whether a control is null."""

    control: Control
    is_null: bool
    figures: str
    seed: int
    replications: int
    version: str

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "control": self.control.key,
            "name": self.control.name,
            "is_null": self.is_null,
            "figures": self.figures,
            "seed": self.seed,
            "replications": self.replications,
            "version": self.version,
        }
