"""What a search for the smallest change found: changes with what they do, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language
from simulation.stats.interval import Estimate
from simulation.study.study import Change
from simulation.study.why_not.changes_tried import Kind
from simulation.version import version
from simulation.words import Said, language

__all__ = ["FATES", "MOST", "Fate", "Tried", "WhyNot"]

MOST: Final = 0.5
"""A clause is in the text in most runs if it is in more than this share of them."""
type Fate = Literal["no_text", "open", "struck", "referred"]
FATES: Final[tuple[Fate, ...]] = ("no_text", "open", "struck", "referred")
"""What becomes of a clause that is not in the text: no text is adopted, or one without it, or one that strikes it or
puts it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change that was tried, and how often the clause was in the text with it."""

    changes: tuple[Change, ...]
    words: Said
    """What is changed."""
    kind: Kind
    amount: float
    in_text: Estimate
    gain: Estimate
    """That share less the one of the case as it stands, pair by pair."""
    is_idle: bool = False
    """Whether no run so far ended otherwise than as the case stands, as far as this clause goes."""

    @property
    def is_enough(self) -> bool:
        """Whether it brings the clause into the text in most runs: more often than without, too."""
        return self.in_text.value > MOST and self.gain.value > 0

    @property
    def is_sure(self) -> bool:
        """Whether both are so beyond chance."""
        return self.in_text.low > MOST and self.gain.low > 0

    @property
    def may_be_enough(self) -> bool:
        """Whether more runs may show that it is enough."""
        return self.in_text.high > MOST and self.gain.high > 0 and not self.is_idle


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The findings of a search so far: the smallest change that brings a clause into the text."""

    case: str
    """As it was named."""
    scenario: Scenario
    issue: str
    """Key."""
    base: Estimate
    """How often it is in the text of the case as it stands."""
    instead: Mapping[Fate, Estimate] = field(default_factory=dict)
    """What becomes of it where it is not: shares of all runs of the case as it stands."""
    tried: int = 0
    """Changes that were tried."""
    enough: tuple[Tried, ...] = ()
    """Those under which it is in the text in most runs, smallest first; each played as often as asked."""
    nearest: tuple[Tried, ...] = ()
    """Of each kind of which none is enough what came nearest, best first; each played as often as asked."""
    done: int = 0
    total: int = 0
    """Negotiations played, and to play as far as is known."""
    is_over: bool = False
    has_red_lines: bool = True
    """Whether anybody who decides rules out a wording on the issue; else there was no mandate to widen."""
    replications: int
    seed: int
    level: float
    scenario_hash: str
    version: str = field(default_factory=version)
    overrides: Mapping[str, str] = field(default_factory=dict)
    parameters: str = ""
    """Where the sets come from that replications draw; empty: none are drawn."""

    @property
    def answer(self) -> Tried | None:
        """The smallest change that is enough beyond chance; else the smallest that is enough; None: there is none."""
        return next((one for one in self.enough if one.is_sure), self.enough[0] if self.enough else None)

    @property
    def issue_name(self) -> str:
        """The name of the issue, in the language of the reader."""
        here = in_language(self.scenario, language())
        return next(one.name for one in here.issues if one.key == self.issue)

    @property
    def is_in_anyway(self) -> bool:
        """Whether the clause is in the text of most runs as the case stands, beyond chance."""
        return self.base.low > MOST
