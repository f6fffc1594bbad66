"""A study: a case, variants of it, what is measured, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, Literal

from simulation.errors import StudyError
from simulation.scenario.schema import Scenario
from simulation.stats.interval import LEVEL
from simulation.words import Said, as_given, check_whole, say

if TYPE_CHECKING:
    from simulation.abm.seating import Seat
    from simulation.protocols.parameter_sets.sets import ParameterSets
    from simulation.study.codings import Codings

__all__ = ["BASE", "CODINGS", "Change", "Study", "StudyKind", "Variant"]

type StudyKind = Literal["ensemble", "compare", "sweep", "sensitivity"]

BASE: Final = "base"
"""Key of the variant that is the case as it stands."""
CODINGS: Final = "codings"
"""Key of the variant of an ensemble that draws what the case marks as judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One lever and the value it is set to, as a user writes both: `rule` and `simple_majority`."""

    lever: str
    """A named lever, or a path into the case."""
    value: str

    def __str__(self) -> str:
        return f"{self.lever}={self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A case with some levers pulled."""

    key: str
    """Unique in its study: `base`, or what the user calls it, or the changes as written."""
    words: Said
    """What was changed; of the base: that nothing was."""
    changes: tuple[Change, ...]
    scenario: Scenario
    holders: "Mapping[str, Seat]" = field(default_factory=dict)
    """Agents of the user's own, by the key of the seat that they hold."""
    codings: "Codings | None" = None
    """What each replication draws of what the case marks as judgement; None: it is played as it is written."""
    parameters: "ParameterSets | None" = None
    """Of which each replication draws the parameters that the case leaves to its protocol; None: it draws none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Variants of a case that are played with the same seed and the same replications: 0, 1, ... of each."""

    kind: StudyKind
    case: str
    """Name of a shipped case, or a file, as the user gave it; of a case that was loaded: its key."""
    title: str
    variants: tuple[Variant, ...]
    """The base comes first in a comparison; a sweep has none unless the design holds it."""
    replications: int
    """Of each variant."""
    seed: int
    outcomes: tuple[str, ...] = ()
    """Keys of the outcomes that are asked for; empty: the usual ones of the kind of study."""
    level: float = LEVEL
    overrides: Mapping[str, str] = field(default_factory=dict)
    """What was set in the case for every variant, by path."""
    design: Mapping[str, Any] = field(default_factory=dict)
    """How the variants of a sweep or a sensitivity analysis were laid out, as plain data."""
    is_loaded: bool = False
    """Whether the case was loaded before: no command and no file can name it."""
    base: Scenario | None = None
    """The case as it stands, where no variant has to be that; None: it is the first variant."""

    def __post_init__(self) -> None:
        """Refuse what is no number of plays, or no level of intervals."""
        check_whole("replications", self.replications)
        if isinstance(self.level, bool) or not isinstance(self.level, Real) or not 0 < float(self.level) < 1:
            raise StudyError(say("notebook.argument.level", given=as_given(self.level), low=0, high=1))

    @property
    def scenario(self) -> Scenario:
        """The case as it stands."""
        return self.base or self.variants[0].scenario

    @property
    def holders(self) -> "Mapping[str, Seat]":
        """Agents of the user's own that play in any variant, by the key of their seat."""
        return {key: seat for variant in self.variants for key, seat in variant.holders.items()}

    @property
    def codings(self) -> "Codings | None":
        """What replications draw of what the case marks as judgement; None: nothing."""
        return self.variants[0].codings if self.variants else None

    @property
    def parameters(self) -> "ParameterSets | None":
        """Of which replications draw their parameters; None: they draw none."""
        return self.variants[0].parameters if self.variants else None

    @property
    def size(self) -> int:
        """Negotiations in all."""
        return len(self.variants) * self.replications
