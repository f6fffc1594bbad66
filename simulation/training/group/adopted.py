"""Whether the text of a group is adopted under the rule of its room, and what is assumed of who is not named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from simulation.arrays import BoolArray
from simulation.rules.decision import RULES, Conditions, Voters
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.state.tableau import KINDS
from simulation.words import Said, said

__all__ = [
    "Adoption",
    "Assumed",
    "Stand",
    "adoption",
    "counts_silence",
    "is_vote",
    "silence_told",
    "stand_label",
    "stands_asked",
]

type Stand = Literal["signed", "objected", "dissociated", "abstained", "unsaid"]
type Assumed = Literal["signed", "objected"]

_ALWAYS: Final = ("signed", "objected", "dissociated")
_OF_VOTES: Final = frozenset({"signed", "objected"})
"""Stands that are called otherwise where the room votes."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of a text."""

    passed: bool
    assumed: tuple[Assumed | None, ...]
    """By delegation, how who is not named is taken to stand; None: nothing has to be assumed of it."""


def adoption(case: Scenario, stands: Sequence[Stand], could: BoolArray) -> Adoption:
    """Return whether a text is adopted by the rule of the forum.

    Where nobody is named, nobody was against it. Else silence is assent where only objections count. In a vote, and
    where everybody has to be willing, it is none: who is not named is judged by its numbers.

    Args:
        case: the case.
        stands: how each seat stood to the text.
        could: whether a text is no worse for a seat than none and crosses none of its red lines, `[A]`.
    """
    stand, nothing = np.array(stands), (None,) * len(stands)
    if (stand == "unsaid").all():
        return Adoption(passed=True, assumed=nothing)
    decide, conditions = _rule_of(case)
    silent = decide & (stand == "unsaid")
    counts = _counts_silence(conditions)
    assumed: tuple[Assumed | None, ...] = tuple(
        ("signed" if fits else "objected") if counts and asked else None
        for asked, fits in zip(silent.tolist(), could.tolist(), strict=True)
    )
    yes, no = (np.array([one == word for one in assumed]) for word in ("signed", "objected"))
    objecting = decide & ((stand == "objected") | no)
    unwilling = decide & (stand != "signed") & ~yes
    passed = bool(conditions.passes(objecting[:, None], unwilling[:, None])[0])
    return Adoption(passed=passed, assumed=assumed)


def is_vote(case: Scenario) -> bool:
    """Return whether the room of a case decides by a vote."""
    return _rule_of(case)[1].votes


def counts_silence(case: Scenario) -> bool:
    """Return whether the rule of a case takes silence for anything else than assent."""
    return _counts_silence(_rule_of(case)[1])


def stands_asked(case: Scenario) -> tuple[str, ...]:
    """Return what a form asks of each seat; to abstain is something of its own where silence is no assent."""
    return (*_ALWAYS, "abstained") if counts_silence(case) else _ALWAYS


def silence_told(case: Scenario) -> Said:
    """Return the note of a form on seats that it does not name."""
    return said("groups.form.silence.counts" if counts_silence(case) else "groups.form.silence")


def stand_label(case: Scenario, stand: str) -> str:
    """Return the key of the words for a stand, which are those of a vote where there is one."""
    return f"groups.stand.{'vote.' if stand in _OF_VOTES and is_vote(case) else ''}{stand}"


def _counts_silence(conditions: Conditions) -> bool:
    return conditions.votes or bool(conditions.per_unwilling.any())


def _rule_of(case: Scenario) -> tuple[BoolArray, Conditions]:
    """Return who decides, `[A]`, and the conditions under which a text passes."""
    forum = resolve_forum(case)
    rights = [forum.rights_of(seat) for seat in case.delegations]
    decide = np.array([own.object or own.vote for own in rights])
    rule = RULES.create(forum.decision.rule, forum.decision.model_extra or {})
    voters = Voters(
        delegations=tuple(seat.key for seat in case.delegations),
        decide=decide,
        kind=np.array([KINDS.index(seat.kind) for seat in case.delegations]),
    )
    return decide, rule.conditions(voters)
