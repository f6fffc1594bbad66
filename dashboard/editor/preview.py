"""What the editor shows of a case before it is played: where everybody stands, and who could not sign the draft.

What can be signed is what the engine says, at the most likely value of every number.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from markupsafe import Markup

from simulation.arrays import ATOL, BoolArray
from simulation.coalitions import can_block
from simulation.engine import AtFirst, at_first
from simulation.reasons import Deciding, deciding_by
from simulation.scenario import Delegation, Option, Scenario, without_drafts
from simulation.state import KINDS, centre

__all__ = ["Answers", "Preview", "Stand", "preview", "unlike_its_source"]

_READ: Final = frozenset({"documented", "inferred"})
"""Grades of what was read somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a delegation stands on an issue at the start."""

    key: str
    name: str
    kind: str
    capability: float
    position: float | None
    """From 0 to 1; None if it has no instructions on this issue, its own or those of a group."""
    line: tuple[float, float] | None
    """Both ends of its red line, within 0..1; None where none decides: no position, a list of wordings, or a strategy
    that wants no text."""
    can_be_moved: bool
    """Whether it obstructs, and can yet be brought to let a text pass."""
    may_block: bool
    """Whether it decides: its objection keeps a text in brackets."""
    signs: frozenset[str]
    """Keys of the options that it could sign; of an obstructor, what it does without being brought to it."""
    signs_draft: bool
    loses: frozenset[str]
    """Keys of those among them that are worth less to it than no text."""
    beyond: tuple[float, ...]
    """Where options lie that it could sign though no red line of its reaches there; not where the draft does that it
    could not sign."""

    @property
    def refuses_draft(self) -> bool:
        """Whether it may block the wording of the first draft, and could not sign it."""
        return self.may_block and not self.signs_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Who could sign one wording at the start; delegations by their places in the case."""

    option: Option
    wants: tuple[int, ...]
    """To whom it is worth most of all that they could sign."""
    lives: tuple[int, ...]
    """Who could live with it."""
    loses: tuple[int, ...]
    """Who could sign it, but would rather have no text."""
    refuses: tuple[int, ...]
    """Who decides, and could not sign it."""
    unheard: tuple[int, ...]
    """Who could not sign it either, and has only a voice."""
    verdict: Literal["open", "passes", "worse", "stopped"]
    """What comes of it under the rule of the forum: everybody who may block could sign it; those who could not are too
    few to stop it; they could stop it together with those who would rather have no text; they stop it alone."""

    @property
    def is_stopped(self) -> bool:
        """Whether those who refuse are enough to stop it."""
        return self.verdict == "stopped"


@dataclass(frozen=True, slots=True)
class Preview:
    """A case before the first session."""

    scenario: Scenario
    first: AtFirst
    deciding: Deciding
    drawn: dict[tuple[str, ...], Markup] = field(default_factory=dict)
    """Pictures that were drawn of it, by what they show and the language."""

    def answers(self, issue: str) -> list[Answers]:
        """Return who could sign what of an issue, wording by wording from 0 to 1."""
        number = self._place(issue)
        options = self.scenario.issues[number].options
        out = self._out(number)[:, : len(options)]
        worth = np.where(out, -np.inf, self.first.gain[:, number, : len(options)])
        best = (worth >= worth.max(axis=1, keepdims=True) - ATOL) & ~out
        best &= self.first.is_instructed[:, number, None]
        loses = self._loses(number)[:, : len(options)] & ~best
        decides = self.first.decides
        found = []
        for place, option in enumerate(options):
            refuses = out[:, place] & decides
            against = refuses | (loses[:, place] & decides)
            found.append(
                Answers(
                    option=option,
                    wants=_places(best[:, place]),
                    lives=_places(~(out | best | loses)[:, place]),
                    loses=_places(loses[:, place]),
                    refuses=_places(refuses),
                    unheard=_places(out[:, place] & ~decides),
                    verdict=self._verdict(refuses, against),
                )
            )
        return sorted(found, key=lambda one: one.option.position)

    def stands(self, issue: str) -> list[Stand]:
        """Return where everybody stands on an issue, from 0 to 1; those without a position last."""
        number = self._place(issue)
        found = [
            self._stand(delegation, row, number) for row, delegation in enumerate(self.scenario.delegations)
        ]
        return sorted(found, key=lambda one: (one.position is None, one.position or 0.0, one.name))

    def refused(self) -> frozenset[str]:
        """Return the issues on which somebody who may block could not sign the wording of the first draft."""
        return frozenset(
            issue.key
            for number, issue in enumerate(self.scenario.issues)
            if (self.first.decides & self._out(number)[:, self._draft(number)]).any()
        )

    def _stand(self, delegation: Delegation, row: int, number: int) -> Stand:
        first, options = self.first, self.scenario.issues[number].options
        out = self._out(number)[row]
        is_instructed = bool(first.is_instructed[row, number])
        line = None
        if is_instructed and first.has_line[row, number] and not first.obstructs[row]:
            low, high = float(first.red_low[row, number]), float(first.red_high[row, number])
            line = max(low, 0.0), min(high, 1.0)
        signed = [option for at, option in enumerate(options) if not out[at]]
        reach, draft = line or (1.0, 0.0), options[self._draft(number)]
        return Stand(
            key=delegation.key,
            name=delegation.name,
            kind=delegation.kind,
            capability=centre(delegation.capability),
            position=float(first.ideal[row, number]) if is_instructed else None,
            line=line,
            can_be_moved=bool(first.obstructs[row] and not first.refuses[row]),
            may_block=bool(first.decides[row]),
            signs=frozenset(option.key for option in signed),
            signs_draft=draft in signed,
            loses=frozenset(options[at].key for at in _places(self._loses(number)[row, : len(options)])),
            beyond=tuple(
                option.position
                for option in signed
                if is_instructed
                and not reach[0] - ATOL <= option.position <= reach[1] + ATOL
                and (draft in signed or option.position != draft.position)
            ),
        )

    def _out(self, number: int) -> BoolArray:
        """Return which options of an issue each would not sign of itself, `[A, O]`."""
        obstructed = self.first.obstructs[:, None] & self.first.tableau.commits[number]
        out: BoolArray = self.first.is_red[:, number] | obstructed
        return out

    def _loses(self, number: int) -> BoolArray:
        """Return which options of an issue each would sign, but would rather have no text, `[A, O]`."""
        short = self.first.gain[:, number] < self.first.limit[:, number, None] - ATOL
        loses: BoolArray = short & ~self._out(number) & self.first.is_instructed[:, number, None]
        return loses

    def _verdict(
        self, refuses: BoolArray, against: BoolArray
    ) -> Literal["open", "passes", "worse", "stopped"]:
        """Return what comes of a wording, from who could not sign it and who of these or others is against it."""
        if can_block(self.deciding.conditions, refuses):
            return "stopped"
        if can_block(self.deciding.conditions, against):
            return "worse"
        return "passes" if refuses.any() else "open"

    def _place(self, issue: str) -> int:
        return [one.key for one in self.scenario.issues].index(issue)

    def _draft(self, number: int) -> int:
        issue = self.scenario.issues[number]
        return [option.key for option in issue.options].index(issue.draft)


def preview(scenario: Scenario) -> Preview:
    """Return a case before the first session, as it is written: without what drafting groups may add later."""
    written = without_drafts(scenario)
    first = at_first(written)
    keys = [delegation.key for delegation in written.delegations]
    kinds = np.array([KINDS.index(delegation.kind) for delegation in written.delegations])
    return Preview(written, first, deciding_by(written, written.protocol.key, keys, first.decides, kinds))


def _places(mask: BoolArray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())


def unlike_its_source(before: Scenario, after: Scenario) -> list[tuple[str, str]]:
    """Return the delegation and issue of every number that was changed though its basis and source were not.

    Positions, and saliences that say what they rest on.

    A number that a document was read for is no longer what the document says once somebody has moved it.
    """
    old = {delegation.key: delegation for delegation in before.delegations}
    found = []
    for delegation in after.delegations:
        for issue, mandate in delegation.mandate.items():
            was = old[delegation.key].mandate.get(issue) if delegation.key in old else None
            if was is None:
                continue
            moved = was.position != mandate.position and was.source == mandate.source
            claims = (mandate.basis or delegation.basis) in _READ
            weighed = was.salience != mandate.salience and was.salience_source == mandate.salience_source
            if (moved and claims) or (weighed and mandate.salience_basis in _READ):
                found.append((delegation.key, issue))
    return found
