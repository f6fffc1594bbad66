"""The data of a run that is over: what its gist and its answers are made of, from a record or from a kept run."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.arrays import FloatArray
from simulation.coalitions.tracking import CoalitionHistory
from simulation.reasons.moves_logged import Log
from simulation.reasons.news import News
from simulation.reasons.opposition import Deciding, Opposition
from simulation.reasons.session_story import Mover, SessionSentence
from simulation.scenario.schema import Scenario
from simulation.text.document import DocumentState
from simulation.words import Said

__all__ = ["Ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run that is over: a record has these data, and so has a kept run."""

    case: Scenario
    delegations: tuple[str, ...]
    """By key, in the order of every axis A."""
    capability: FloatArray
    """Voice of each, `[A]`."""
    outcome: Said
    """How it ended, in a sentence."""
    left_over: Said
    """What became of the clauses that are not in the text."""
    after: Said
    """When it ended."""
    planned: int
    """Sessions planned."""
    joins: Sequence[str]
    signature: Sequence[str]
    """How each delegation stands to the text, of `JOINS` and `SIGNATURES`; an empty word: it was not asked."""
    document: DocumentState
    """The text as adopted, or as it was left."""
    documents: Sequence[DocumentState]
    """The text before the first session and after each, still with its brackets, T + 1."""
    standing: Sequence[Sequence[Opposition]]
    """What stands against the clauses in brackets, likewise."""
    deciding: Deciding
    """How the room decides."""
    log: Log
    history: CoalitionHistory
    news: Sequence[News]
    sentences: Sequence[SessionSentence]
    movers: Sequence[Mover]

    @property
    def voice(self) -> dict[str, float]:
        """How great the voice of each delegation is."""
        return dict(zip(self.delegations, self.capability.tolist(), strict=True))

    def by_voice(self, keys: Sequence[str]) -> list[str]:
        """Return the names of delegations, the greatest voice first."""
        voice = self.voice
        ordered = sorted(keys, key=lambda key: (-voice[key], self.delegations.index(key)))
        return [self.log.roster.names[key] for key in ordered]
