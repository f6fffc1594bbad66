"""One run as the parts of a replay read it: names, places and groups worked out once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dashboard.components.packing import Pool
from dashboard.frame.language import Words
from dashboard.replay.ensemble import Ensemble
from simulation.arrays import FloatArray, IntArray
from simulation.coalitions import short_names
from simulation.report import Axes, choose_axes
from simulation.scenario import Issue, Option
from simulation.storage import Run
from simulation.text import ClauseState
from simulation.words import Ends, Said, names_joined, told_in

__all__ = ["View"]

_LABEL = 12
"""Longest quotation of a wording's label, in words."""


@dataclass(frozen=True)
class View:
    """A run, the words to tell it in, and the ensemble to compare it with if there is one."""

    run: Run
    words: Words
    ensemble: Ensemble | None = None
    pool: Pool = field(default_factory=Pool)

    @property
    def sessions(self) -> int:
        """T: sessions held."""
        return self.run.manifest.sessions

    @cached_property
    def axes(self) -> Axes:
        """Where everybody stands."""
        return choose_axes(self.run)

    @cached_property
    def position(self) -> FloatArray:
        """Positions per moment, `[T + 1, A, I]`."""
        return np.concatenate([self.run.opening[None], self.run.position])

    @cached_property
    def label(self) -> IntArray:
        """Coalition per moment, `[T + 1, A]`; -1: none."""
        start = np.full((1, len(self.run.delegations)), -1, dtype=np.int64)
        return np.concatenate([start, self.run.history.label])

    @cached_property
    def row(self) -> dict[str, int]:
        """Row of each delegation by key."""
        return {key: row for row, key in enumerate(self.run.delegations)}

    @cached_property
    def capability(self) -> FloatArray:
        """Voice in the room, `[A]`."""
        return np.asarray(self.run.tables["delegations"]["capability"], dtype=np.float64)

    @cached_property
    def short(self) -> list[str]:
        """Short names of the rows."""
        return list(self.run.tables["delegations"]["short"])

    @cached_property
    def issue(self) -> dict[str, int]:
        """Place of each issue by key."""
        return {issue.key: place for place, issue in enumerate(self.run.scenario.issues)}

    @cached_property
    def options(self) -> dict[tuple[str, str], str]:
        """Label of each wording by keys of issue and option, short enough to quote."""
        return {
            (issue.key, option.key): label
            for issue in self.run.scenario.issues
            for option, label in zip(issue.options, short_names(issue, _LABEL), strict=True)
        }

    @cached_property
    def drafted(self) -> dict[tuple[str, str], int]:
        """Session in which a drafting group brought back a wording, by keys of issue and option."""
        moves = self.run.log.moves
        return {(move.issue, move.option): move.session for move in moves if move.move == "draft_wording"}

    def quoted(self, text: str) -> str:
        """Return a text in the quotation marks of the language."""
        return self.words.say("list.quoted", text=text)

    def reference_of(self, clause: ClauseState) -> str:
        """Return how delegates quote a clause; where the text has one heading only, its title."""
        return self.run.documents[0].reference_of(clause)

    @cached_property
    def references(self) -> dict[str, str]:
        """The same by the reference of the text."""
        return {clause.reference: self.reference_of(clause) for clause in self.run.documents[0].clauses}

    def is_written(self, issue: Issue, option: Option) -> bool:
        """Return whether a wording was there at the end: one of the case, or one that a drafting group wrote."""
        return option in issue.written or (issue.key, option.key) in self.drafted

    def told(self, sentence: Said) -> str:
        """Return a sentence of the library in the language of the words."""
        return self.words.told(sentence)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the replay."""
        return self.words.say(f"replay.{key}", **values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """Return the form of a sentence of the replay that fits a count."""
        return self.words.counted(f"replay.{key}", n, **values)

    def by_voice(self, rows: Sequence[int]) -> list[int]:
        """Return rows, the greatest capability first."""
        return sorted(rows, key=lambda row: (-self.capability[row], row))

    def names(self, rows: Sequence[int], shown: int) -> str:
        """Return delegations in words, the greatest capability first and at most `shown` by name."""
        with told_in(self.words.language):
            return names_joined([self.short[row] for row in self.by_voice(rows)], shown)

    def letter(self, coalition: int) -> str:
        """Return the letter of a coalition."""
        return self.run.history.coalitions[coalition].letter

    def apart(self, ends: Ends) -> str:
        """Return on which issues the ends of the main axis are called otherwise; empty if on none."""
        with told_in(self.words.language):
            return ends.note([issue.name for issue in self.run.scenario.issues])
